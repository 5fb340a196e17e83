"""Whose words some words are: for all that only their author may do with them."""

from __future__ import annotations

from mensajeria.chat.events import Event
from mensajeria.engine.readable import account_since
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold


def wrote(turn: Turn, event: Event) -> bool:
    """Whether the asker said it: this very user, or somebody with the same account since it is
    theirs. What a bridge said for others counts as the bridge's.
    """
    user, by = turn.user, event.by
    if by.uid == user.uid:
        return True
    if by.account is None or user.account is None or fold(by.account) != fold(user.account):
        return False
    return event.at >= account_since(turn)
