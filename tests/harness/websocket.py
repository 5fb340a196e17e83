"""The same as `Tcp`, each line a WebSocket message (IRCv3 `websocket`)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress

from websockets.client import ClientProtocol
from websockets.exceptions import InvalidState
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from mensajeria.net.doors import Door
from mensajeria.net.http.door import HttpDoor
from mensajeria.net.http.exchange import Speaker
from mensajeria.net.websocket.origins import Origins
from tests.harness.tcp import Tcp, TcpClient


class NoSite:
    """For tests that never ask for a page."""

    async def speaker(self) -> Speaker:
        raise AssertionError("nobody should ask for a page here")


class WebSocket(Tcp):
    """A `Transport` whose clients exchange text messages."""

    subprotocol = "text.ircv3.net"

    @property
    def doors(self) -> Sequence[Door]:  # type: ignore[override]
        return (HttpDoor(NoSite(), Origins()),)

    def open(self) -> TcpClient:
        client = WebSocketClient(self, Subprotocol(self.subprotocol))
        self._clients.append(client)
        return client


class WebSocketClient(TcpClient):
    """A `Connection` that fails at whatever the specification forbids a server."""

    def __init__(self, server: WebSocket, subprotocol: Subprotocol) -> None:
        super().__init__(server)
        self._events: deque[object] = deque()
        host, port = server.address
        self._protocol = ClientProtocol(
            parse_uri(f"ws://{host}:{port}/"), subprotocols=[subprotocol]
        )
        self._protocol.send_request(self._protocol.connect())
        self._flush()
        answer = self._receive()
        assert isinstance(answer, Response)
        assert self._protocol.state is State.OPEN, answer
        assert self._protocol.subprotocol == subprotocol
        self._opcode = Opcode.TEXT if subprotocol.startswith("text") else Opcode.BINARY

    def _write(self, line: str) -> None:
        send = (
            self._protocol.send_text if self._opcode is Opcode.TEXT else self._protocol.send_binary
        )
        with suppress(InvalidState):  # the server has said goodbye; what it still said will be read
            send(line.encode())
        self._flush()

    def _until_closed(self) -> Iterator[str]:
        while frame := self._receive():
            assert isinstance(frame, Frame)
            if frame.opcode is not Opcode.CLOSE:
                yield self._line(frame)
        self.closed = True

    def _line(self, frame: Frame) -> str:
        """ "each message MUST consist of a single IRC line, except that servers and clients MUST
        NOT include trailing `\\r` or `\\n` characters in the message"."""
        assert frame.opcode is self._opcode
        assert frame.fin
        line = bytes(frame.data).decode()
        assert line
        assert "\r" not in line
        assert "\n" not in line
        return line

    def _receive(self) -> object:
        """What comes next; None once the server has closed."""
        while not self._events:
            try:
                data = self._socket.recv(65536)
            except ConnectionError:
                data = b""
            if not data:
                return None
            self._protocol.receive_data(data)
            self._flush()
            self._events.extend(self._protocol.events_received())
        return self._events.popleft()

    def _flush(self) -> None:
        with suppress(OSError):
            self._socket.sendall(b"".join(self._protocol.data_to_send()))
