"""`HttpHead`: waits for the head of a request, which says who is to answer it."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from mensajeria.net.browsers import is_browser
from mensajeria.net.caller import Caller, Peer
from mensajeria.net.http.answer import answer
from mensajeria.net.http.exchange import END, HttpExchange
from mensajeria.net.hub import Hub

if TYPE_CHECKING:
    from mensajeria.net.http.door import HttpDoor

MOST: Final = 16_384
"""Bytes of a head."""

WEBSOCKET: Final = re.compile(rb"^Upgrade:[ \t]*websocket\b", re.IGNORECASE | re.MULTILINE)
"""RFC 6455, 4.1: the handshake has an Upgrade field whose value includes "websocket"."""


class HttpHead(Caller):
    """A WebSocket has the connection for itself from now on; all else is for the site."""

    def __init__(self, hub: Hub, peer: Peer, door: HttpDoor) -> None:
        super().__init__(hub, peer)
        self._door = door
        self._received = bytearray()
        self._entering: asyncio.Task[None] | None = None

    def data_received(self, data: bytes) -> None:
        sought_up_to = max(0, len(self._received) - len(END) + 1)
        self._received += data
        if self._entering:
            return
        end = self._received.find(END, sought_up_to) + len(END)
        if max(end, len(self._received) if end < len(END) else 0) > MOST:
            self.hang_up(answer(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "That is too much."))
        elif end >= len(END):
            self._lead_on(end)

    def eof_received(self) -> bool:
        self.peer.hung_up = True
        return self._entering is not None

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._stop()

    def time_out(self) -> None:
        self.hang_up(answer(HTTPStatus.REQUEST_TIMEOUT, "The request did not come in time."))

    def dismiss(self, reason: str) -> None:
        self.hang_up(answer(HTTPStatus.SERVICE_UNAVAILABLE, reason))

    def hang_up(self, last_words: bytes = b"") -> None:
        self._stop()
        super().hang_up(last_words)

    def _lead_on(self, end: int) -> None:
        received = bytes(self._received)
        if is_browser(received[:end]):
            self.hub.browsers.spoke(self.peer.address, self.hub.clock())
        if WEBSOCKET.search(received, 0, end):
            entrance = self._door.entrance(self.hub)
            entrance.admit(self, received[:end], received[end:], self._door.origins)
        else:
            self.transport.pause_reading()
            self._entering = self.hub.loop.create_task(self._enter())

    async def _enter(self) -> None:
        """To the site, which takes a moment when it is the first time."""
        try:
            speaker = await self._door.site.speaker()
        except Exception as error:
            self.hub.trouble(error)
            self.transport.abort()
            return
        exchange = HttpExchange(self.hub, self.peer, speaker, self._another)
        self.hand_over(exchange)
        exchange.data_received(bytes(self._received))
        self.transport.resume_reading()
        if self.peer.hung_up:
            exchange.eof_received()

    def _another(self) -> HttpHead:
        return HttpHead(self.hub, self.peer, self._door)

    def _stop(self) -> None:
        if self._entering:
            self._entering.cancel()
