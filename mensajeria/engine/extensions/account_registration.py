"""IRCv3 draft/account-registration: REGISTER makes an account, without any service to talk to.

Nothing has to be verified here, so VERIFY finds no code to be right.
"""

from __future__ import annotations

import re
from typing import Final

from mensajeria.chat.accounts import Account, Credentials
from mensajeria.engine.accounts import account_name, keep, log_in
from mensajeria.engine.commands.registration import complete
from mensajeria.engine.credentials import Derive, Unfit, prepared
from mensajeria.engine.dispatch import command, must_store
from mensajeria.engine.extension import Extension
from mensajeria.engine.proof import exempt
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold, is_nick

_EMAIL: Final = re.compile(r"(?=.{3,254}$)[^\s\x00-\x1f\x7f@]+@[^\s\x00-\x1f\x7f@]+")


class Failed(Exception):
    """REGISTER or VERIFY failed; the code, and what comes behind it in the standard reply."""

    def __init__(self, code: str, *context_and_text: str) -> None:
        super().__init__(code)
        self.reply = (code, *context_and_text)


def offered(settings: Settings) -> bool:
    return settings.accounts.enabled and settings.accounts.registration


def before_connect(settings: Settings) -> bool:
    """It "cannot be used to bypass [...] requirements that clients send a server password"."""
    return settings.accounts.before_connect and not settings.password


def value(settings: Settings) -> str | None:
    rules = settings.accounts
    tokens = {
        "before-connect": before_connect(settings),
        "email-required": rules.email_required,
        "custom-account-name": rules.custom_names,
    }
    return ",".join(token for token, holds in tokens.items() if holds) or None


EXTENSION = Extension("draft/account-registration", value=value, offered=offered)


@command(
    "REGISTER",
    help="REGISTER <account or *> <email or *> <password>   make your nick an account of yours",
    registered=False,
    stores=True,
    cost=5,
)
def register(turn: Turn, name: str, email: str, password: str) -> None:
    try:
        name = _may_register(turn, name, email)
        text = prepared(password, name, turn.settings.accounts.password)
    except Failed as failed:
        turn.fail(*failed.reply)
        return
    except Unfit as unfit:
        turn.fail(unfit.code, name, str(unfit))
        return
    email = "" if email == "*" else email
    turn.ask(Derive(text), lambda credentials: _derived(turn, name, email, credentials))


def _derived(turn: Turn, name: str, email: str, credentials: Credentials) -> None:
    must_store(turn)
    try:
        _must_be_free(turn, name)
    except Failed as failed:  # somebody was faster
        turn.fail(*failed.reply)
        return
    account = Account(name, turn.now, credentials, email)
    turn.engine.newcomers.add(turn.session.address, turn.now)
    keep(turn, account)
    turn.send("REGISTER", "SUCCESS", name, "Your account was registered")
    log_in(turn, account)
    if turn.session.user is None:
        complete(turn)


@command(
    "VERIFY",
    help="VERIFY <account> <code>   confirm a new account; none needs it here",
    registered=False,
    cost=2,
)
def verify(turn: Turn, name: str, code: str) -> None:
    try:
        _may_ask(turn, name)
    except Failed as failed:
        turn.fail(*failed.reply)
    else:
        turn.fail("INVALID_CODE", name, "This account does not wait for a code")


def _may_ask(turn: Turn, name: str) -> None:
    if not offered(turn.settings):
        text = "Nobody can register an account here by themselves"
        raise Failed("TEMPORARILY_UNAVAILABLE", name, text)
    if turn.session.user is None and not before_connect(turn.settings):
        raise Failed("COMPLETE_CONNECTION_REQUIRED", "Finish connecting first")
    if account_name(turn) is not None:
        raise Failed("ALREADY_AUTHENTICATED", name, "You are logged in to an account already")


def _may_register(turn: Turn, name: str, email: str) -> str:
    """The name of the account to be. Raises Failed."""
    _may_ask(turn, name)
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
