"""What becomes of a stored event: who hears it, and how audiences move with it.

Each event type has one such function, registered beside the command that causes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from mensajeria.chat.events import Event
from mensajeria.engine.audience import Hall

Release = Callable[..., None]
"""(event, hall): move audiences, then tell."""

RELEASES: Final[dict[type[Event], Release]] = {}

Made = TypeVar("Made", bound=Release)


def released(kind: type[Event]) -> Callable[[Made], Made]:
    """Register what happens when an event of this type may be shown."""

    def register(release: Made) -> Made:
        RELEASES[kind] = release
        return release

    return register


def release(event: Event, hall: Hall) -> None:
    RELEASES[type(event)](event, hall)
