"""Being let in, or not: CAP, the welcome, ISUPPORT, nicks that are taken, PING, ERROR."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mensajeria.client.happenings import (
    Banned,
    Closed,
    Happening,
    NickRefused,
    PasswordRefused,
    Promoted,
    Refused,
    Welcomed,
)
from mensajeria.client.incoming.registry import on
from mensajeria.client.names import is_name
from mensajeria.client.pending import ONCE
from mensajeria.client.refusals import about_of, sentence
from mensajeria.languages import _
from mensajeria.wire import numerics as n
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session

_NO_OTHER_NAME: Final = (n.ERR_BANNICKCHANGE, "438", "447")
"""In a channel that forbids it, and too often: for those who have a name already."""


@on("CAP", least=2)
def cap(session: Session, message: Message) -> Iterable[Happening]:
    session.write(session.negotiation.heard(message.params[1:]))
    if session.is_with_ours:
        session.model.features.folds_by_unicode()
    enabled, pending = session.negotiation.enabled, session.pending
    pending.echo = "echo-message" in enabled
    pending.once = ONCE in enabled
    labels = {"labeled-response", "batch", "message-tags"} <= enabled
    if pending.labels and not labels:
        session.write(pending.labels_gone())
    pending.labels = labels
    return ()


@on(n.RPL_WELCOME, least=1)
def welcome(session: Session, message: Message) -> Iterable[Happening]:
    """The first parameter of every numeric is our nick: the server's word on what it is."""
    session.welcomed = True
    if is_name(message.params[0]):
        session.model.nick = message.params[0]
    yield Welcomed(session.model.nick)
    session.enter(session.entering)
    session.entering = []


@on(n.RPL_ISUPPORT, least=2)
def isupport(session: Session, message: Message) -> Iterable[Happening]:
    session.model.features.learn(message.params[1:-1])
    return ()


@on("PING")
def ping(session: Session, message: Message) -> Iterable[Happening]:
    session.send("PONG", *message.params[-1:])
    return ()


@on("PONG")
def pong(session: Session, message: Message) -> Iterable[Happening]:
    return ()


@on("ERROR")
def error(session: Session, message: Message) -> Iterable[Happening]:
    session.closing = message.params[-1] if message.params else ""
    if not session.welcomed and "password" in session.closing.lower():
        return _ask_for_password(session, message)  # all that ngircd says
    return [Closed(session.closing)]


@on(n.ERR_NICKNAMEINUSE, n.ERR_NICKCOLLISION, n.ERR_UNAVAILRESOURCE, least=2)
def nick_in_use(session: Session, message: Message) -> Iterable[Happening]:
    if session.welcomed:
        return nick_refused(session, message)
    return _try_another(session, message)


@on(n.ERR_ERRONEUSNICKNAME, *_NO_OTHER_NAME, least=2)
def nick_refused(session: Session, message: Message) -> Iterable[Happening]:
    if session.welcomed:
        is_channel = session.model.features.is_channel(message.params[1])  # as 437 may say
        if not is_channel and session.name_refused():
            return ()
        return [Refused(sentence(message), message.command, about_of(message))]
    if message.params[1] != session.identity.nick:  # an alternative, perhaps too long
        return _try_another(session, message)
    return [NickRefused(message.params[1], sentence(message))]


def _try_another(session: Session, message: Message) -> Iterable[Happening]:
    if not session.alternatives:
        return [NickRefused(message.params[1], sentence(message))]
    session.model.nick = session.alternatives.pop(0)
    session.send("NICK", session.model.nick)
    return ()


@on(n.ERR_PASSWDMISMATCH)
def password_refused(session: Session, message: Message) -> Iterable[Happening]:
    """During registration the connection ends here; later it is OPER's password that was wrong."""
    if session.welcomed:
        return _not_promoted(session, message)
    return _ask_for_password(session, message)


@on(n.RPL_YOUREOPER)
def promoted(session: Session, message: Message) -> Iterable[Happening]:
    mine, session.claiming = session.claiming, False
    session.model.runs_server = True
    return [Promoted(mine)]


@on(n.ERR_NOOPERHOST)
def _not_promoted(session: Session, message: Message) -> Iterable[Happening]:
    """A claim that is none any more, to a server that has ended, is no news to anybody."""
    claimed, session.claiming = session.claiming, False
    return [] if claimed else [Refused(sentence(message), message.command)]


def _ask_for_password(session: Session, message: Message) -> Iterable[Happening]:
    """Once for each connection, however often the server says it."""
    told, session.password_refused = session.password_refused, True
    if told:
        return []
    if not session.identity.password:
        return [PasswordRefused()]
    if "too many" in message.params[-1].lower():
        return [PasswordRefused(_("There were too many wrong ones; wait a minute."))]
    return [PasswordRefused(_("That is not the password."))]


@on(n.ERR_YOUREBANNEDCREEP)
def banned(session: Session, message: Message) -> Iterable[Happening]:
    return [Banned()]


@on(n.ERR_NOTREGISTERED, n.ERR_UNKNOWNCOMMAND)
def unknown_command(session: Session, message: Message) -> Iterable[Happening]:
    """A server without capabilities complains about our CAP, which is no news to anybody."""
    if session.welcomed:
        return [Refused(sentence(message), message.command, about_of(message))]
    return ()
