"""What becomes of an event once it is stored: who hears it, and how audiences move with it.

Each event type has one such function, registered beside the command that causes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from mensajeria.chat.events import Event
from mensajeria.chat.network import Network

Release = Callable[..., None]
"""(event, hall): move audiences, then tell."""

RELEASES: Final[dict[type[Event], Release]] = {}

Loss = Callable[..., None]
"""(event, network): what was decided with it is undone."""

LOSSES: Final[dict[type[Event], Loss]] = {}

Made = TypeVar("Made", bound=Release)


def released(kind: type[Event]) -> Callable[[Made], Made]:
    """Register what happens when an event of this type may be shown."""

    def register(release: Made) -> Made:
        RELEASES[kind] = release
        return release

    return register


def lost(kind: type[Event]) -> Callable[[Made], Made]:
    """Register what is undone when a refusable event of this type could not be stored."""

    def register(loss: Made) -> Made:
        LOSSES[kind] = loss
        return loss

    return register


def lose(event: Event, network: Network) -> None:
    loss = LOSSES.get(type(event))
    if loss is not None:
        loss(event, network)
