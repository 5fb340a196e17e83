"""`Caller`: somebody who was let in, whatever they speak; and `Farewell`, their last words."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import cast

from mensajeria.net.gatekeeper import IpAddress, Place
from mensajeria.net.hub import LINGER, Hub


class Peer:
    """Who is at the other end. `since`: the clock's seconds at which they called.

    `hung_up`: they said that they will send nothing more. `secure`: nobody between us can read it.
    """

    __slots__ = ("address", "hung_up", "place", "secure", "since")

    def __init__(self, address: IpAddress, place: Place, since: float) -> None:
        self.address = address
        self.place = place
        self.since = since
        self.hung_up = False
        self.secure = False

    @property
    def host(self) -> str:
        return str(self.address)


class Caller(asyncio.Protocol):
    """A connection that has a place at the gatekeeper's, until it is lost or handed over."""

    def __init__(self, hub: Hub, peer: Peer) -> None:
        self.hub = hub
        self.peer = peer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.hub.callers[self] = None

    def connection_lost(self, _error: Exception | None) -> None:
        del self.hub.callers[self]
        self.hub.gatekeeper.leave(self.peer.place)

    def hand_over(self, other: Caller) -> None:
        """Let `other` speak from now on."""
        del self.hub.callers[self]
        other.take_over(self.transport)

    def take_over(self, transport: asyncio.Transport) -> None:
        """Be who the transport talks to from now on."""
        transport.set_protocol(self)
        self.connection_made(transport)

    def beat(self, now: float) -> None:
        """Time has passed: end what takes too long."""
        if now - self.peer.since > self.hub.limits.registration:
            self.time_out()

    def time_out(self) -> None:
        """They took too long over saying who they are."""
        self.dismiss("Registration timed out")

    def dismiss(self, reason: str) -> None:
        """End this connection, telling them why."""
        self.hang_up(closing_link(self.peer.host, reason))

    def hang_up(self, last_words: bytes = b"") -> None:
        """Send that and close."""
        self.hand_over(Farewell(self.hub, self.peer, last_words))


def closing_link(host: str, reason: str) -> bytes:
    """The line with which a server ends a connection (Modern IRC, ERROR)."""
    return f"ERROR :Closing Link: {host} ({reason})\r\n".encode()


def say_goodbye(transport: asyncio.Transport, last_words: bytes, *, close: bool) -> None:
    """Send that and nothing more; unless `close`, go on reading."""
    if last_words:
        transport.write(last_words)
    if close:
        transport.close()
        return
    transport.resume_reading()
    with suppress(OSError):  # they may be gone
        transport.write_eof()


class Farewell(Caller):
    """Says one thing more, then waits a little for them to hang up.

    Closing at once, with something of theirs unread, would make the system throw away what is on
    its way to them (RFC 1122, 4.2.2.13: a RST is sent).
    """

    def __init__(self, hub: Hub, peer: Peer, last_words: bytes) -> None:
        super().__init__(hub, peer)
        self._last_words = last_words

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._until = self.hub.clock() + LINGER
        if not self.transport.is_closing():
            say_goodbye(self.transport, self._last_words, close=self.peer.hung_up)

    def data_received(self, data: bytes) -> None:
        """Nobody listens any more."""

    def eof_received(self) -> bool:
        return False  # closes

    def beat(self, now: float) -> None:
        if now > self._until:
            self.transport.abort()

    def dismiss(self, reason: str) -> None:
        """They are on their way out."""
