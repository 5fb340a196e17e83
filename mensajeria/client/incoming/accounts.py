"""Accounts: logging in with SASL, being logged in and out, and having made one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.happenings import (
    Happening,
    LoggedIn,
    LoggedOut,
    Refused,
    Told,
    VerificationWanted,
)
from mensajeria.client.incoming.registry import on
from mensajeria.client.refusals import sentence
from mensajeria.wire import numerics as n
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session


@on("AUTHENTICATE", least=1)
def authenticate(session: Session, message: Message) -> Iterable[Happening]:
    session.write(session.login.challenged(message.params[0]))
    return ()


@on(n.RPL_LOGGEDIN, least=3)
def logged_in(session: Session, message: Message) -> Iterable[Happening]:
    """:server 900 <nick> <nick>!<ident>@<host> <account> :You are now logged in as <user>"""
    session.model.account = message.params[2]
    return [LoggedIn(message.params[2], asked=session.welcomed)]


@on(n.RPL_LOGGEDOUT)
def logged_out(session: Session, message: Message) -> Iterable[Happening]:
    session.model.account = ""
    return [LoggedOut()]


@on(n.RPL_SASLSUCCESS)
def succeeded(session: Session, message: Message) -> Iterable[Happening]:
    session.login.over()
    session.keep_login()
    session.write(session.negotiation.login_over())
    return ()


@on(n.ERR_NICKLOCKED, n.ERR_SASLFAIL, n.ERR_SASLTOOLONG, n.ERR_SASLABORTED, n.ERR_SASLALREADY)
def failed(session: Session, message: Message) -> Iterable[Happening]:
    """A certificate that belongs to nobody here is no news: one goes on as a guest."""
    quiet = session.login.over()
    session.write(session.negotiation.login_over())
    return [] if quiet else [Refused(sentence(message), message.command)]


@on(n.RPL_SASLMECHS)
def mechanisms(session: Session, message: Message) -> Iterable[Happening]:
    """ERR_SASLFAIL follows."""
    return ()


@on("REGISTER", "VERIFY", least=3)
def registered(session: Session, message: Message) -> Iterable[Happening]:
    """SUCCESS or VERIFICATION_REQUIRED, and how to go on in the server's words."""
    if message.params[0] == "VERIFICATION_REQUIRED":
        return [VerificationWanted(message.params[1], message.params[-1])]
    if message.params[0] == "SUCCESS":
        session.model.account = message.params[1]
        session.keep_certificate()
    return [Told(message.params[-1], message.command)]
