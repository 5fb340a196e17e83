"""New accounts that people make for themselves: who may, called what, and how it comes about."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from mensajeria.chat.accounts import Account, Credentials
from mensajeria.engine.accounts import account_name, keep
from mensajeria.engine.credentials import Derive, Unfit, prepared
from mensajeria.engine.dispatch import must_store
from mensajeria.engine.failed import Failed
from mensajeria.engine.proof import exempt
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold, is_nick

_EMAIL: Final = re.compile(r"(?=.{3,254}$)[^\s\x00-\x1f\x7f@]+@[^\s\x00-\x1f\x7f@]+")


def offered(settings: Settings) -> bool:
    return settings.accounts.enabled and settings.accounts.registration


def before_connect(settings: Settings) -> bool:
    """It "cannot be used to bypass [...] requirements that clients send a server password"."""
    return settings.accounts.before_connect and not settings.password


def enrol(
    turn: Turn, name: str, email: str, password: str, then: Callable[[Account | Failed], None]
) -> None:
    """Make an account for the asker to be logged in to; "*" is their nick, or no email.

    `then` gets to know it, or that somebody was faster. Raises Failed.
    """
    name = _may_register(turn, name, email)
    try:
        text = prepared(password, name, turn.settings.accounts.password)
    except Unfit as unfit:
        raise Failed(unfit.code, name, str(unfit)) from None
    email = "" if email == "*" else email
    turn.ask(Derive(text), lambda credentials: _derived(turn, name, email, credentials, then))


def _derived(
    turn: Turn,
    name: str,
    email: str,
    credentials: Credentials,
    then: Callable[[Account | Failed], None],
) -> None:
    must_store(turn)
    try:
        _must_be_free(turn, name)
    except Failed as failed:
        then(failed)
        return
    account = Account(name, turn.now, credentials, email)
    turn.engine.newcomers.add(turn.session.address, turn.now)
    keep(turn, account)
    then(account)


def may_ask(turn: Turn, name: str) -> None:
    """Whether the asker may make an account at all. Raises Failed."""
    if not offered(turn.settings):
        text = "Nobody can register an account here by themselves"
        raise Failed("TEMPORARILY_UNAVAILABLE", name, text)
    if turn.session.user is None and not before_connect(turn.settings):
        raise Failed("COMPLETE_CONNECTION_REQUIRED", "Finish connecting first")
    if account_name(turn) is not None:
        raise Failed("ALREADY_AUTHENTICATED", name, "You are logged in to an account already")


def _may_register(turn: Turn, name: str, email: str) -> str:
    """The name of the account to be. Raises Failed."""
    may_ask(turn, name)
    nick = turn.session.nick
    if nick == "*":
        raise Failed("NEED_NICK", "*", "Choose a nick first, with NICK")
    if name == "*" or fold(name) == fold(nick):
        name = nick
    elif not turn.settings.accounts.custom_names:
        text = f"Your account must have the name of your nick, {nick}"
        raise Failed("ACCOUNT_NAME_MUST_BE_NICK", name, text)
    if not is_nick(name, turn.limits.nick):
        raise Failed("BAD_ACCOUNT_NAME", name, "An account has a name that could be a nick")
    _must_be_free(turn, name)
    _must_have_room(turn, name)
    _check_email(turn, name, email)
    return name


def _must_be_free(turn: Turn, name: str) -> None:
    """Nobody can take the name of somebody else who is here, either."""
    holder = turn.network.nicks.get(fold(name))
    if turn.network.accounts.find(name) is not None:
        raise Failed("ACCOUNT_EXISTS", name, "There is an account of that name already")
    if holder is not None and holder is not turn.session.user:
        raise Failed("ACCOUNT_EXISTS", name, "Somebody else is called so at the moment")


def _must_have_room(turn: Turn, name: str) -> None:
    rules, newcomers = turn.settings.accounts, turn.engine.newcomers
    if len(turn.network.accounts) >= rules.most:
        raise Failed("TEMPORARILY_UNAVAILABLE", name, "There is no room for more accounts here")
    if not exempt(turn) and newcomers.too_many(turn.session.address, turn.now, rules.per_address):
        text = "There were many new accounts from your address; try again in an hour"
        raise Failed("TEMPORARILY_UNAVAILABLE", name, text)


def _check_email(turn: Turn, name: str, email: str) -> None:
    if email == "*":
        if turn.settings.accounts.email_required:
            raise Failed("INVALID_EMAIL", name, "An email address is needed")
    elif not _EMAIL.fullmatch(email):
        raise Failed("INVALID_EMAIL", name, "That is no email address")
