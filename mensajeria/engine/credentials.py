"""New passwords: what they must be like, and putting them in the place of old ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from mensajeria.chat.accounts import Account, Credentials
from mensajeria.engine.accounts import keep
from mensajeria.engine.dispatch import must_store
from mensajeria.engine.questions import Question
from mensajeria.engine.turn import Turn, Unavailable
from mensajeria.wire.casemapping import fold
from mensajeria.wire.saslprep import saslprep

LONGEST: Final = 300
"""Bytes: "300 bytes should be a safe reasonable limit" (IRCv3 draft/account-registration)."""


@dataclass(frozen=True)
class Derive(Question[Credentials]):
    """What to keep of a new password (in its SASLprep form)."""

    password: str = field(repr=False)


class Unfit(Exception):
    """That cannot be a password; `code` is that of the standard reply, str() why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


def prepared(password: str, name: str, least: int) -> str:
    """The password as it is to be hashed, of `least` characters or more. Raises Unfit."""
    if len(password.encode()) > LONGEST:
        raise Unfit("UNACCEPTABLE_PASSWORD", f"It is longer than {LONGEST} bytes")
    try:
        text = saslprep(password)
    except ValueError as error:
        raise Unfit("UNACCEPTABLE_PASSWORD", f"It cannot be a password: {error}") from None
    if len(text) < least:
        raise Unfit("WEAK_PASSWORD", f"It has fewer than {least} characters")
    if fold(text) == fold(name):
        raise Unfit("WEAK_PASSWORD", "It is the name of the account")
    return text


def set_password(
    turn: Turn, account: Account, password: str, then: Callable[[Account], None]
) -> None:
    """Give an account, new or not, that password, and go on with what it is then. Raises Unfit."""
    accounts = turn.network.accounts
    text = prepared(password, account.name, turn.settings.accounts.password)
    before = accounts.find(account.name)

    def derived(credentials: Credentials) -> None:
        must_store(turn)
        if accounts.find(account.name) is not before:
            raise Unavailable("the account was changed meanwhile; try again")
        changed = replace(account, credentials=credentials)
        keep(turn, changed)
        then(changed)

    turn.ask(Derive(text), derived)
