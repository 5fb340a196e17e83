"""MODE for users: one's own modes (Modern IRC, "User mode" and "User Modes")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mensajeria.chat.events import UserModeChanged
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.engine.audience import Hall
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import RPL_UMODEIS

USER_MODES: Final = {
    "B": "is a bot",
    "R": "only those with an account may whisper to them",
    "i": "invisible to those who share no channel",
    "o": "IRC operator",
    "w": "hears WALLOPS",
}
"""The user modes there are. `o` comes with OPER alone; everybody may lay it down."""


def user_mode(turn: Turn, nick: str, changes: str | None) -> None:
    """Show or change one's modes.

    "If one or more modes sent are not implemented on the server, the server MUST apply the modes
    that are implemented, and then send the ERR_UMODEUNKNOWNFLAG".
    """
    user = turn.user
    if turn.network.user(nick) is not user:
        raise Refused(Reason.OTHER_USERS_MODES)
    if not changes:
        turn.reply(RPL_UMODEIS, modes_of(user))
        return
    wanted = list(_wanted(changes))
    change_modes(turn, user, [change for change in wanted if change[1] in USER_MODES])
    if any(letter not in USER_MODES for _, letter in wanted):
        raise Refused(Reason.UNKNOWN_USER_MODE)


def modes_of(user: User) -> str:
    """All of somebody's modes, such as "+iw"."""
    return "+" + "".join(sorted(user.modes))


def _wanted(changes: str) -> Iterator[tuple[bool, str]]:
    adding = True
    for letter in changes:
        if letter in "+-":
            adding = letter == "+"
        else:
            yield adding, letter


def change_modes(turn: Turn, user: User, changes: list[tuple[bool, str]]) -> None:
    """Make the changes, (adding, letter), that make a difference, and tell the user of those."""
    before = set(user.modes)
    for adding, letter in changes:
        if adding and (letter != "o" or user.is_operator):
            turn.network.set_mode(user, letter, True)
        elif not adding:
            turn.network.set_mode(user, letter, False)
    if "o" not in user.modes:
        user.operator = None
    told = _difference(before, user.modes)
    if told:
        turn.happened(UserModeChanged(turn.now, turn.msgid(), user.author, told))


def _difference(before: set[str], after: set[str]) -> str:
    parts = (("+", sorted(after - before)), ("-", sorted(before - after)))
    return "".join(sign + "".join(letters) for sign, letters in parts if letters)


@line(UserModeChanged)
def user_mode_changed(event: UserModeChanged) -> bytes:
    return f":{event.by.mask} MODE {event.by.nick} {event.changes}\r\n".encode()


@released(UserModeChanged)
def release_user_mode_changed(event: UserModeChanged, hall: Hall) -> None:
    hall.tell_user(event, event.by.uid)
