"""MODE: modes of channels and of users (Modern IRC, "MODE message")."""

from __future__ import annotations

from mensajeria.engine.commands.channel_modes import channel_mode
from mensajeria.engine.commands.user_modes import user_mode
from mensajeria.engine.dispatch import command
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import CHANTYPES


@command(
    "MODE",
    help="MODE <target> [<changes> [<parameter>...]]   show or change modes, such as +o ana",
    cost=2,
)
def mode(turn: Turn, target: str, changes: str | None = None, *parameters: str) -> None:
    if target[0] in CHANTYPES:
        channel_mode(turn, turn.network.channel(target), changes, parameters)
    else:
        user_mode(turn, target, changes)
