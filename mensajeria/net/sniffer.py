"""`Sniffer`: reads the first bytes of a connection and leads it to the door they are for."""

from __future__ import annotations

from collections.abc import Sequence

from mensajeria.net.caller import Caller, Peer
from mensajeria.net.doors import Door
from mensajeria.net.hub import Hub
from mensajeria.net.stream import StreamConnection


class Sniffer(Caller):
    """Waits until the doors can tell; IRC is what no other door takes."""

    def __init__(self, hub: Hub, peer: Peer, doors: Sequence[Door]) -> None:
        super().__init__(hub, peer)
        self._doors = doors
        self._first = b""

    def data_received(self, data: bytes) -> None:
        self._first += data
        for door in self._doors:
            fits = door.fits(self._first)
            if fits is None:
                return
            if fits:
                door.open(self, self._first)
                return
        connection = StreamConnection(self.hub, self.peer)
        self.hand_over(connection)
        connection.data_received(self._first)

    def eof_received(self) -> bool:
        """Something that could still become this or that is a line that never ended."""
        return False
