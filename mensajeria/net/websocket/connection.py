"""`WebSocketConnection`: one IRC client whose lines are WebSocket messages (IRCv3 `websocket`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from websockets.frames import CloseCode, Frame, Opcode
from websockets.protocol import State
from websockets.server import ServerProtocol

from mensajeria.net.caller import Peer
from mensajeria.net.connection import HUNG_UP, Connection
from mensajeria.net.hub import Hub
from mensajeria.net.websocket.messages import Messages
from mensajeria.wire.errors import WireError

FRAME_ROOM: Final = 256
"""Bytes of the flood budget that a frame costs beside its own: taking it apart is work."""

_REASONS: Final[dict[int, str]] = {
    CloseCode.MESSAGE_TOO_BIG: "Input line was far too long",
    CloseCode.INVALID_DATA: "A text message must be UTF-8",
}


class WebSocketConnection(Connection):
    """The library takes frames apart and answers pings; what lines are made of is shared by all."""

    def __init__(self, hub: Hub, peer: Peer, protocol: ServerProtocol, messages: Messages) -> None:
        super().__init__(hub, peer)
        self.framed = messages.framed
        self._protocol = protocol
        self._message = bytearray()  # what came of it so far
        self._is_text = False
        self._close_code = CloseCode.NORMAL_CLOSURE

    def unframed(self, data: bytes) -> list[bytes]:
        if not self._is_open():
            return []
        lines: list[bytes] = []
        self._protocol.receive_data(data)
        frames = [each for each in self._protocol.events_received() if isinstance(each, Frame)]
        self.pay_for(FRAME_ROOM * len(frames))
        for frame in frames:
            self._take(frame, lines)
        self._answer(lines)
        return lines

    def dismiss(self, reason: str) -> None:
        going = self.hub.winding_up
        self._close_code = CloseCode.GOING_AWAY if going else CloseCode.POLICY_VIOLATION
        super().dismiss(reason)

    def farewell(self, last_words: bytes) -> bytes:
        """Those, and the closing handshake if it has not begun ("Close", RFC 6455, 5.5.1)."""
        if self._is_open():
            last_words = super().farewell(last_words)
            self._protocol.send_close(self._close_code)
        else:
            last_words = b""  # "MUST NOT send any more data frames after sending a Close frame"
        return last_words + b"".join(self._protocol.data_to_send())

    def _is_open(self) -> bool:
        return self._protocol.state is State.OPEN

    def _take(self, frame: Frame, lines: list[bytes]) -> None:
        """Add the line that this frame completes, if it does."""
        if frame.opcode in (Opcode.TEXT, Opcode.BINARY):
            self._is_text = frame.opcode is Opcode.TEXT
        elif frame.opcode is not Opcode.CONT:
            return
        self._message += frame.data
        if not frame.fin:
            return
        line = bytes(self._message)
        self._message.clear()
        if self._is_text and not _is_utf8(line):
            self._protocol.fail(CloseCode.INVALID_DATA)
        elif line := line.rstrip(b"\r\n"):
            lines.append(line)

    def _answer(self, lines: list[bytes]) -> None:
        """What the protocol itself has to say: pongs, or that this was the end."""
        protocol = self._protocol
        if self._is_open() or protocol.close_rcvd:
            answer = b"".join(protocol.data_to_send())
            if answer:
                self.write(answer)
        if self._is_open():
            return
        if protocol.close_rcvd:
            self.framed = _nothing
            self.peer.hung_up = True
            lines.append(HUNG_UP)
            return
        self.keep(lines)
        assert protocol.close_sent is not None
        raise WireError(_REASONS.get(protocol.close_sent.code, "That is not how a WebSocket talks"))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _nothing(_: Iterable[bytes]) -> bytes:
    """Whoever said goodbye is told nothing more."""
    return b""
