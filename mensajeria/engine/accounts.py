"""Accounts as turns see them: they come back at the start, are logged in to, and guessed at.

Whoever wants to log somebody in (SASL, PASS, a service) does it with what is here, so that the
limits on guessing hold for all ways together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from mensajeria.chat import belongings
from mensajeria.chat.accounts import Account
from mensajeria.chat.events import Author, Event
from mensajeria.chat.network import Network
from mensajeria.chat.users import User
from mensajeria.engine.audience import Hall
from mensajeria.engine.channel_keeping import forget_account
from mensajeria.engine.identity import change_account
from mensajeria.engine.nicks import look_at
from mensajeria.engine.proof import exempt
from mensajeria.engine.questions import Matches
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.restore import restored
from mensajeria.engine.standing import rise
from mensajeria.engine.turn import NOBODY, Turn
from mensajeria.wire.numerics import ERR_SASLABORTED, RPL_LOGGEDIN, RPL_LOGGEDOUT
from mensajeria.wire.saslprep import saslprep

TRY_LATER: Final = "too many wrong passwords; wait a minute"
WRONG: Final = "wrong account or password"


@dataclass(slots=True)
class LoggedOut(Event):
    """`whom` is told that they are logged in to nothing. No fact of the chat: not stored.

    It is the server that says so, so that there are no tags of who it is about.
    """

    stored: ClassVar[bool] = False

    server: str
    whom: Author


@restored(Account)
def restore_account(network: Network, account: Account) -> None:
    network.accounts.put(account)


def keep(turn: Turn, account: Account) -> None:
    """Add an account, or put it in the place of what it was; only in commands that `store`."""
    turn.network.accounts.put(account)
    turn.remember(account.key, account)


def delete(turn: Turn, account: Account) -> None:
    """It is gone with what it owned, and whoever is logged in to it is logged out."""
    for record in belongings.take(turn.network, account.key):
        turn.forget(type(record), belongings.key_of(record))
    forget_account(turn, account.key)
    for user in list(turn.network.logged_in.get(account.key, {}).values()):
        log_out(turn, user)
    for session in turn.engine.sessions.values():
        if session.registration.account == account.name:
            session.registration.account = None


# Logging in and out


def log_in(turn: Turn, account: Account) -> None:
    """The connection speaks for this account from now on, before registration as well."""
    user = turn.session.user
    if user is None:
        turn.session.registration.account = account.name
    else:
        change_account(turn, user, account.name)
        rise(turn, user)
    text = f"You are now logged in as {account.name}"
    turn.reply(RPL_LOGGEDIN, _mask(turn), account.name, text)
    if user is not None:
        look_at(turn, user)


def log_out(turn: Turn, user: User) -> None:
    """They speak for no account any more, and are told so on all their connections."""
    change_account(turn, user, None)
    turn.happened(LoggedOut(turn.now, "", NOBODY, turn.settings.server, user.author))
    look_at(turn, user)


@line(LoggedOut)
def logged_out(event: LoggedOut) -> bytes:
    start = f":{event.server} {RPL_LOGGEDOUT} {event.whom.nick} {event.whom.mask}"
    return f"{start} :You are now logged out\r\n".encode()


@released(LoggedOut)
def release_logged_out(event: LoggedOut, hall: Hall) -> None:
    hall.tell_user(event, event.whom.uid)


def account_name(turn: Turn) -> str | None:
    """The account that the connection speaks for, before registration as well."""
    user = turn.session.user
    return turn.session.registration.account if user is None else user.account


def abandon(turn: Turn) -> None:
    """End an exchange that was not finished, if there is one."""
    if turn.session.exchange is not None:
        turn.session.exchange = None
        turn.reply(ERR_SASLABORTED, "SASL authentication aborted")


def _mask(turn: Turn) -> str:
    """Their mask, with "*" for what they have not said yet."""
    session = turn.session
    if session.user is not None:
        return session.user.mask
    registration = session.registration
    return f"{session.nick}!{registration.username or '*'}@{session.address}"


# Passwords


def check_password(
    turn: Turn, account: Account | None, password: str, then: Callable[[str], None]
) -> None:
    """Go on with "" if that is the account's password, or with why not.

    Whether there is such an account is no secret, so an unknown one is not made to take as long.
    """
    if account is None or account.credentials is None:
        then(WRONG)
        return
    if not may_try(turn, account):
        then(TRY_LATER)
        return
    try:
        question = Matches(account.credentials.secret, saslprep(password))
    except ValueError:
        then(WRONG)
        return
    turn.ask(question, lambda right: _checked(turn, account, right, then))


def _checked(turn: Turn, account: Account, right: bool, then: Callable[[str], None]) -> None:
    if right and turn.network.accounts.find(account.name) == account:  # not changed meanwhile
        then("")
    else:
        count_failure(turn, account)
        then(WRONG)


def may_try(turn: Turn, account: Account) -> bool:
    """Whether this address, and all addresses together for this account, have tries left."""
    engine, now = turn.engine, turn.now
    if engine.attacks.too_many(account.key, now, turn.settings.accounts.attempts):
        return False
    return exempt(turn) or not engine.attempts.too_many(turn.session.address, now)


def count_failure(turn: Turn, account: Account) -> None:
    turn.engine.attempts.add(turn.session.address, turn.now)
    turn.engine.attacks.add(account.key, turn.now)
