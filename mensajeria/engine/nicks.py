"""Who may be called what. The name of an account is the nick of whoever is logged in to it.

Others are refused it or, if they have it already (it was made theirs, they logged out, or the
setting lets them), asked to log in and renamed after `accounts.grace`. Its owner never waits for
them. docs/adr/0010 has the reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from mensajeria.chat import policy
from mensajeria.chat.events import Author, Event
from mensajeria.chat.network import Network
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.engine.audience import Hall
from mensajeria.engine.identity import change_nick
from mensajeria.engine.inputs import Stamp
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.services.service import NICKSERV, SERVICES
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold

if TYPE_CHECKING:
    from mensajeria.engine.engine import Engine


@dataclass(slots=True)
class Advised(Event):
    """NickServ tells `whom` something unasked. No fact of the chat: not stored."""

    stored: ClassVar[bool] = False

    whom: Author
    text: str


def claim(turn: Turn, nick: str, account: str | None) -> None:
    """Make sure that the asker, with that account or none, may be called so. Raises Refused.

    A guest in the nick of the asker's account makes way.
    """
    user, holder = turn.session.user, turn.network.nicks.get(fold(nick))
    owned = holder is not user and _owns(turn, nick, account)
    if holder is not None and owned and _is_guest(turn, holder):
        rename_guest(turn, holder, "Its owner is here")
    policy.may_be_called(turn.network, nick, turn.limits.nick, user)
    if fold(nick) in SERVICES:
        raise Refused(Reason.NICK_IN_USE, nick)
    if turn.settings.accounts.protection == "strict" and _is_reserved(turn, nick, account):
        raise Refused(Reason.NICK_RESERVED, nick)


def look_at(turn: Turn, user: User) -> None:
    """Somebody has another nick, or another account, than before."""
    guests, rules = turn.engine.guests, turn.settings.accounts
    if not _is_guest(turn, user):
        guests.pop(user.uid, None)
    elif user.uid not in guests:
        guests[user.uid] = turn.now + rules.grace * 1000
        text = f"{user.nick} belongs to an account. If it is yours, say /msg NickServ IDENTIFY"
        _advise(turn, user, f"{text} <password>; else you get another nick in {rules.grace} s")


def rename_guest(turn: Turn, user: User, why: str) -> None:
    """Somebody who is called as an account that is not theirs gets a nick that nobody has."""
    turn.engine.guests.pop(user.uid, None)
    nick = _nick_for_guest(turn.network, user)
    _advise(turn, user, f"{user.nick} belongs to an account: you are called {nick} now. {why}")
    change_nick(turn, user, nick)


def expire(engine: Engine, stamp: Stamp) -> None:
    """Time has passed: rename those who did not log in, unless that could not be stored.

    Who is not connected keeps the nick until its owner comes.
    """
    guests = engine.guests
    while guests and not engine.journal_error:
        uid, deadline = next(iter(guests.items()))
        if deadline > stamp.at:
            return
        del guests[uid]
        sessions = engine.attendance.here(uid)
        if sessions:
            turn = Turn(engine, sessions[0], stamp)
            if _is_guest(turn, turn.user):
                rename_guest(turn, turn.user, "You did not log in")
            engine.finish(turn)


def _owns(turn: Turn, nick: str, account: str | None) -> bool:
    return account is not None and fold(nick) == fold(account)


def _is_guest(turn: Turn, user: User) -> bool:
    return _is_reserved(turn, user.nick, user.account)


def _is_reserved(turn: Turn, nick: str, account: str | None) -> bool:
    """Whether that is the name of an account, and not of this one."""
    rules = turn.settings.accounts
    if not rules.enabled or rules.protection == "off" or _owns(turn, nick, account):
        return False
    return turn.network.accounts.find(nick) is not None


def _nick_for_guest(network: Network, user: User) -> str:
    number = user.uid % 100_000
    while True:
        nick = f"Guest-{number}"
        if fold(nick) not in network.nicks and network.accounts.find(nick) is None:
            return nick
        number += 1


def _advise(turn: Turn, user: User, text: str) -> None:
    turn.happened(Advised(turn.now, "", NICKSERV.author(turn), user.author, text))


@line(Advised)
def advised(event: Advised) -> bytes:
    return f":{event.by.mask} NOTICE {event.whom.nick} :{event.text}\r\n".encode()


@released(Advised)
def release_advised(event: Advised, hall: Hall) -> None:
    hall.tell_user(event, event.whom.uid)
