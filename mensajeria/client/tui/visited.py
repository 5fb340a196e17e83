"""`Visited`: where one has looked before, for going back there."""

from __future__ import annotations

from typing import Final

from mensajeria.client.rooms.room import Room
from mensajeria.client.tui.server import Server
from mensajeria.client.tui.servers import Servers

MOST: Final = 50

Place = tuple[Server, Room]


class Visited:
    """The latest last, each once. Rooms that were closed since are passed over."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self._before: list[Place] = []
        self._now: Place | None = None

    def now(self, server: Server, room: Room) -> None:
        """This is what is looked at."""
        place = (server, room)
        if self._now is not None and self._now != place:
            others = [each for each in self._before if each != self._now]
            self._before = [*others, self._now][-MOST:]
        self._now = place

    def back(self) -> Place | None:
        """Where one was before; None for nowhere. Going there, one can come back here."""
        there = self._servers.rooms()
        known = [place for place in self._before if place in there and place != self._now]
        return known[-1] if known else None
