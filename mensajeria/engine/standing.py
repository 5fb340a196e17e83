"""The ranks that accounts have in channels: JOIN gives them, and so does logging in later."""

from __future__ import annotations

from mensajeria.chat.channels import Channel
from mensajeria.chat.events import Author, ModeChanged
from mensajeria.chat.users import User
from mensajeria.engine.turn import Turn


def rise(turn: Turn, user: User) -> None:
    """Give somebody who has logged in the ranks of their account in the channels they are in."""
    server = official(turn.settings.server, turn.settings.server)
    for channel in user.channels.values():
        grant(turn, channel, user, channel.standing(user), server)


def grant(turn: Turn, channel: Channel, user: User, modes: str, by: Author) -> None:
    """Give a member these ranks, and tell everybody of those that they did not have."""
    member = channel.members[user.uid]
    _tell(turn, channel, user, "+", [mode for mode in modes if member.grant(mode)], by)


def withdraw(turn: Turn, channel: Channel, user: User, modes: str, by: Author) -> None:
    """Take these ranks from a member, and tell everybody of those that they had."""
    member = channel.members[user.uid]
    _tell(turn, channel, user, "-", [mode for mode in modes if member.revoke(mode)], by)


def _tell(
    turn: Turn, channel: Channel, user: User, sign: str, modes: list[str], by: Author
) -> None:
    if modes:
        words = (sign + "".join(modes), *(user.nick for _ in modes))
        changed = ModeChanged(turn.now, turn.msgid(), by, channel.name, channel.key, words)
        turn.happened(changed)


def official(name: str, mask: str) -> Author:
    """The server, or a part of it, as the author of what it does by itself."""
    return Author(0, name, mask, None, "", False)
