"""A connection ends: whoever it spoke for leaves the network, unless other sessions remain."""

from __future__ import annotations

from mensajeria.chat.events import Quitted
from mensajeria.engine.turn import Turn


def depart(turn: Turn, reason: str) -> None:
    """Detach the session of this turn; its user quits with its last session."""
    session, user = turn.session, turn.session.user
    if user is None:
        return
    session.user = None
    last = turn.engine.hall.detach(session, user.uid)
    if last and user.uid in turn.network.users:
        channels = user.channel_keys
        turn.network.remove(user, turn.now)
        if turn.engine.journal_error and not channels:
            return  # nobody would hear it, and what cannot be stored must not pile up
        turn.happened(Quitted(turn.now, turn.msgid(), user.author, reason, channels))
