"""`listed`: rooms in the order in which people look for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mensajeria.client.rooms.room import Kind, Room

_NUMBER: Final = re.compile(r"([0-9]+)")


def listed(rooms: Iterable[Room]) -> list[Room]:
    """Channels, then people, each by name, in which numbers count as such."""
    return sorted(rooms, key=lambda room: (room.kind is Kind.PERSON, _natural(room.name)))


def _natural(name: str) -> list[tuple[int, str]]:
    """Words and numbers in turn; of two numbers the one with fewer digits is less."""
    parts = _NUMBER.split(name.casefold())
    numbers = [part.lstrip("0") if place % 2 else part for place, part in enumerate(parts)]
    return [(len(p) if place % 2 else 0, p) for place, p in enumerate(numbers)]
