"""MODE for users: one's own modes (Modern IRC, "User mode")."""

from __future__ import annotations

from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import RPL_UMODEIS


def user_mode(turn: Turn, nick: str, changes: str | None) -> None:
    """Show one's modes. "If <target> is a different nick [...], ERR_USERSDONTMATCH"."""
    if turn.network.user(nick) is not turn.user:
        raise Refused(Reason.OTHER_USERS_MODES)
    if changes:
        raise Refused(Reason.UNKNOWN_USER_MODE)
    turn.reply(RPL_UMODEIS, "+" + "".join(sorted(turn.user.modes)))
