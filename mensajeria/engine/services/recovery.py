"""Getting a nick back from a connection that is dead, a guest, or oneself on another connection."""

from __future__ import annotations

from mensajeria.chat import policy
from mensajeria.chat.users import User
from mensajeria.engine.catching_up import note_missed
from mensajeria.engine.commands.membership import let_in
from mensajeria.engine.departure import expel
from mensajeria.engine.failed import Failed
from mensajeria.engine.identity import change_nick
from mensajeria.engine.nicks import claim, look_at, rename_guest
from mensajeria.engine.services.service import NICKSERV
from mensajeria.engine.standing import grant
from mensajeria.engine.staying import stays
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold


def disconnect(turn: Turn, nick: str) -> str:
    """End who has a nick that the asker owns; says what was done.

    Nobody who would stay is ended like that: they would lose their channels. Raises Failed.
    """
    holder = _holder(turn, nick)
    if holder is None:
        raise Failed("NOT_HERE", f"Nobody is called {nick} at the moment")
    if holder is turn.user:
        raise Failed("YOURSELF", "That is you")
    if not stays(turn, holder):
        expel(turn, holder, f"{turn.user.nick} has ended this connection (GHOST)")
        return f"{holder.nick} is gone"
    if _is_oneself(turn, holder):
        text = f"{holder.nick} stays without a connection; to go on as that one, say RECOVER"
        raise Failed("ALWAYS_ON", f"{text} {holder.nick}")
    rename_guest(turn, holder, "Its owner is here")
    return f"{nick} is free"


def recover(turn: Turn, nick: str) -> str:
    """Have the asker called by a nick that they own, whoever has it; says so. Raises Refused."""
    user, holder = turn.user, _holder(turn, nick)
    if user.nick == nick:
        return f"You are called {nick} already"
    policy.may_change_nick(user)
    if holder is not None and holder is not user:
        if _is_oneself(turn, holder):
            _take_over(turn, holder)
        else:
            rename_guest(turn, holder, "Its owner is here")
    claim(turn, nick, user.account)
    change_nick(turn, user, nick)
    look_at(turn, user)
    return f"You are called {nick} now"


def _take_over(turn: Turn, other: User) -> None:
    """Be where the other is who has the same account, as what they are there; they leave."""
    user = turn.user
    if other.left_at is not None:
        note_missed(turn, other.left_at)
    for channel in list(other.channels.values()):
        modes = channel.members[other.uid].modes
        if user.uid in channel.members:
            grant(turn, channel, user, modes, NICKSERV.author(turn))
        elif len(user.channels) < turn.limits.channels_per_user:
            let_in(turn, channel, modes)
    expel(turn, other, f"Goes on as {user.nick}")


def _holder(turn: Turn, nick: str) -> User | None:
    return turn.network.nicks.get(fold(nick))


def _is_oneself(turn: Turn, other: User) -> bool:
    return other.account is not None and fold(other.account) == fold(turn.user.account or "")
