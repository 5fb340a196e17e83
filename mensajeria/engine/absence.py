"""Whether somebody is away: they are when none of their connections is there.

A connection that says `AWAY *` "should be treated as though the connection did not exist at all"
(IRCv3 pre-away, "Implementation considerations"): a client that came by itself, to fetch history.
"""

from __future__ import annotations

from typing import Final

from mensajeria.chat.events import AwayChanged
from mensajeria.chat.users import User
from mensajeria.engine.turn import Turn

UNSPECIFIED: Final = "*"
"""The away message that says no more than that one is not there."""

DISCONNECTED: Final = "Not connected at the moment"
"""That of somebody who stays without any connection."""


def settle(turn: Turn, user: User, latest: str | None = None) -> None:
    """Have somebody be as present as their connections are; `latest` is what one has just said."""
    wanted = _absence(turn, user, latest)
    if wanted != user.away:
        user.away = wanted
        changed = AwayChanged(turn.now, turn.msgid(), user.author, wanted, user.heard_in)
        turn.happened(changed)


def _absence(turn: Turn, user: User, latest: str | None) -> str | None:
    here = turn.engine.attendance.here(user.uid)
    messages = [session.absence for session in here]
    if not messages:
        return user.away or DISCONNECTED
    if None in messages:
        return None
    said = [message for message in messages if message != UNSPECIFIED]
    for preferred in (latest, user.away):
        if preferred in said:
            return preferred
    return said[-1] if said else UNSPECIFIED
