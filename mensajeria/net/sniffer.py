"""`Sniffer`: reads the first bytes of a connection and leads it to the door they are for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from mensajeria.net.caller import Caller, Peer
from mensajeria.net.doors import Door, Greeting
from mensajeria.net.hub import Hub
from mensajeria.net.stream import StreamConnection

MOMENT: Final = 1.5
"""Seconds of silence, after which it is up to us to speak."""

LONG_MOMENT: Final = 5.0
"""The same where a browser may be about to: it connects while an address is being typed."""


class Sniffer(Caller):
    """Waits until the doors can tell; IRC is what no other door takes."""

    def __init__(self, hub: Hub, peer: Peer, doors: Sequence[Door]) -> None:
        super().__init__(hub, peer)
        self._doors = doors
        self._first = b""
        self._since = hub.clock()

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

    def beat(self, now: float) -> None:
        if not self._greets(now):
            super().beat(now)

    def time_out(self) -> None:
        if self._is_in_reserve():
            self.hang_up()  # without a word, which would be taken for an answer
        else:
            super().time_out()

    def _greets(self, now: float) -> bool:
        """Lead those who wait to be spoken to to whoever does that, if there is such a door."""
        tls = self.transport.get_extra_info("ssl_object")
        if tls is not None and tls.version() is None:  # the silence begins after the handshake
            self._since = now
        greeting = next((door for door in self._doors if isinstance(door, Greeting)), None)
        if greeting is None or self._first or now - self._since < self._moment(now):
            return False
        greeting.open(self, b"")
        return True

    def _moment(self, now: float) -> float:
        """Seconds to wait for them to speak."""
        if self._is_in_reserve():
            return math.inf
        browsers, address = self.hub.browsers, self.peer.address
        return LONG_MOMENT if browsers.may_come_back(address, now) else MOMENT

    def _is_in_reserve(self) -> bool:
        """Whether this may be a connection that a browser has not needed so far."""
        held = self.hub.browsers.may_hold(self.peer.address, self.peer.since)
        return held and not self._first
