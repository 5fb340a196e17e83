"""`HttpExchange`: requests and answers of one connection, as long as it may last."""

from __future__ import annotations

import asyncio

from mensajeria.net.caller import Caller, Peer
from mensajeria.net.hub import Hub


class HttpExchange(Caller):
    """Has a place at the gatekeeper's and a time limit; what is said is the speaker's business.

    The limit is that of registration, whatever is said meanwhile: browsers simply connect again.
    """

    def __init__(self, hub: Hub, peer: Peer, speaker: asyncio.Protocol) -> None:
        super().__init__(hub, peer)
        self._speaker = speaker
        self.pause_writing = speaker.pause_writing  # type: ignore[method-assign]
        self.resume_writing = speaker.resume_writing  # type: ignore[method-assign]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._speaker.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        self.hub.browsers.went_on(self.peer.address, self.hub.clock())
        self._speaker.data_received(data)

    def eof_received(self) -> bool | None:
        self.peer.hung_up = True
        return self._speaker.eof_received()

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._speaker.connection_lost(error)

    def time_out(self) -> None:
        """Let them take what is left to take, but not for ever."""
        if self.transport.is_closing():
            self.transport.abort()
        else:
            self.transport.close()

    def dismiss(self, _reason: str) -> None:
        """In the middle of an answer there is nobody to tell."""
        self.transport.close()
