"""`TlsStream`: the server's side of one TLS connection, bytes in and bytes out. No socket, no loop.

OpenSSL keeps a memory buffer at its greatest size ever, so it is never handed more than a piece at
a time: a connection that is idle again costs as little as one that never talked.
"""

from __future__ import annotations

import ssl
from contextlib import suppress
from pathlib import Path
from typing import Final

PIECE: Final = 4096
"""Bytes that OpenSSL is given at once; also the size of the largest record that we send."""


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """What all connections share. Raises OSError, of which ssl.SSLError is one: no PEM, no pair.

    TLS 1.2 at least (RFC 8996), no renegotiation: whoever asks for it makes the server work.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION
    context.num_tickets = 0  # a chat lasts for hours: nobody needs to come back faster
    context.load_cert_chain(certificate, key, password=_no_password)
    return context


def _no_password() -> str:
    """Instead of OpenSSL asking at the terminal for that of an encrypted key."""
    return ""


class TlsStream:
    """`receive` what came from the network, `seal` what is to go there, send what `taken` gives.

    `open`: the handshake is done. `ended`: the other side said that it sends no more. `broken`:
    what came was no TLS of ours, and nothing more can be done but to send what is `taken`.
    """

    __slots__ = ("_in", "_out", "_tls", "broken", "ended", "open")

    def __init__(self, context: ssl.SSLContext) -> None:
        self._in = ssl.MemoryBIO()
        self._out = ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_side=True)
        self.open = False
        self.ended = False
        self.broken: ssl.SSLError | None = None

    @property
    def ssl_object(self) -> ssl.SSLObject:
        """For what can be asked of it: version, cipher, certificate of the other side."""
        return self._tls

    def receive(self, data: bytes) -> bytes:
        """What the bytes of the network say."""
        if len(data) <= PIECE:
            return self._receive(data)
        starts = range(0, len(data), PIECE)
        return b"".join([self._receive(data[start : start + PIECE]) for start in starts])

    def seal(self, data: bytes) -> bytes:
        """The bytes for the network that say this; none unless the stream is `open`."""
        if not self.open or self.broken:
            return b""
        sealed = []
        rest = memoryview(data)
        while rest:
            rest = rest[self._tls.write(rest[:PIECE]) :]
            sealed.append(self._out.read())
        return b"".join(sealed)

    def taken(self) -> bytes:
        """What TLS itself has to say by now: handshake, alerts, key updates."""
        return self._out.read()

    def goodbye(self) -> bytes:
        """Bytes that say that nothing more follows (close_notify, RFC 8446, 6.1)."""
        with suppress(ssl.SSLError):  # theirs is not there yet, or there was no handshake
            self._tls.unwrap()
        return self._out.read()

    def _receive(self, piece: bytes) -> bytes:
        if self.broken or self.ended:  # RFC 8446, 6.1: "Any data received after a closure alert
            return b""  # has been received MUST be ignored."
        self._in.write(piece)
        heard = []
        try:
            if not self.open:
                self._tls.do_handshake()
                self.open = True
            while plain := self._tls.read(PIECE):
                heard.append(plain)
            self.ended = True
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLZeroReturnError:  # the same, when we have said goodbye already
            self.ended = True
        except ssl.SSLError as error:
            self.broken = error
        return b"".join(heard)
