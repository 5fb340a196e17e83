"""`StreamConnection`: one IRC client over a byte stream, where CR LF parts the lines."""

from __future__ import annotations

from mensajeria.net.caller import Peer
from mensajeria.net.connection import Connection
from mensajeria.net.hub import Hub
from mensajeria.wire.lines import LineBuffer


class StreamConnection(Connection):
    """Lines go out just as they are."""

    framed = b"".join

    def __init__(self, hub: Hub, peer: Peer) -> None:
        super().__init__(hub, peer)
        self._buffer = LineBuffer()

    def unframed(self, data: bytes) -> list[bytes]:
        return self._buffer.feed(data)
