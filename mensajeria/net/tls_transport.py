"""`TlsTransport`: looks like a transport to those inside, is the protocol of the one outside.

A layer of our own, since asyncio's costs more than ten times the memory and cannot begin after the
first bytes were read. Backpressure is the outer transport's: what waits there is counted in sealed
bytes. Who takes too long over the handshake is ended by whoever is inside, like any silent caller.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import Any, Final

from mensajeria.net.tls import TlsStream

_NOBODY: Final = asyncio.Protocol()


class TlsTransport(asyncio.Transport, asyncio.Protocol):
    """TLS over `outer`. What was already read from there is to be given to `data_received`."""

    def __init__(self, outer: asyncio.Transport, context: ssl.SSLContext) -> None:
        super().__init__()
        self._outer = outer
        self._inner: asyncio.Protocol = _NOBODY
        self._stream = TlsStream(context)
        self._silent = False  # nothing more is said, nor listened to
        self._hung_up = False  # those inside know that the other side sends no more
        self._full = False  # the other side does not take what is there
        outer.set_protocol(self)

    # What the outer transport tells

    def data_received(self, data: bytes) -> None:
        if self._silent:
            return
        stream = self._stream
        plain = stream.receive(data)
        answer = stream.taken()
        if answer:
            self._answer(answer)
        if plain:
            self._inner.data_received(plain)
        if stream.broken:
            self._give_up()
        elif stream.ended:
            self._they_hung_up()

    def eof_received(self) -> bool:
        self._they_hung_up()
        return not self.is_closing()

    def pause_writing(self) -> None:
        self._full = True
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._full = False
        self._inner.resume_writing()

    def connection_lost(self, error: Exception | None) -> None:
        inner, self._inner = self._inner, _NOBODY  # no cycle: what is gone is freed at once
        self._silent = True
        inner.connection_lost(error or self._stream.broken)

    # What those inside ask for

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if not self._silent:
            sealed = self._stream.seal(bytes(data))
            if sealed:
                self._outer.write(sealed)

    def write_eof(self) -> None:
        self._say_goodbye()
        self._outer.write_eof()

    def can_write_eof(self) -> bool:
        return self._outer.can_write_eof()

    def close(self) -> None:
        if not self.is_closing():
            self._say_goodbye()
            self._outer.close()

    def abort(self) -> None:
        self._silent = True
        self._outer.abort()

    def is_closing(self) -> bool:
        return self._outer.is_closing()

    def is_reading(self) -> bool:
        return self._outer.is_reading()

    def pause_reading(self) -> None:
        self._outer.pause_reading()

    def resume_reading(self) -> None:
        self._outer.resume_reading()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._outer.set_write_buffer_limits(high, low)

    def get_write_buffer_limits(self) -> tuple[int, int]:
        return self._outer.get_write_buffer_limits()

    def get_write_buffer_size(self) -> int:
        return self._outer.get_write_buffer_size()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        assert isinstance(protocol, asyncio.Protocol)
        self._inner = protocol

    def get_protocol(self) -> asyncio.BaseProtocol:
        return self._inner

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        if name == "ssl_object":
            return self._stream.ssl_object
        return self._outer.get_extra_info(name, default)

    # Particulars

    def _answer(self, answer: bytes) -> None:
        """Answer TLS's own questions, unless they ask and never take the answers."""
        if self._full:
            self.abort()
        else:
            self._outer.write(answer)

    def _they_hung_up(self) -> None:
        if self._hung_up:
            return
        self._hung_up = True
        if not self._inner.eof_received():
            self.close()

    def _say_goodbye(self) -> None:
        if not self._silent:
            self._silent = True
            last = self._stream.goodbye()
            if last:
                self._outer.write(last)

    def _give_up(self) -> None:
        """What came is no TLS of ours. They were told by an alert."""
        self._silent = True
        if self._outer.get_write_buffer_size():  # they may never take it
            self._outer.abort()
        else:
            self._outer.close()
