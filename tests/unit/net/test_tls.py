"""`TlsStream` and `TlsTransport` against Python's own client side, all in memory."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from typing import Any

import pytest

from mensajeria.net.tls import PIECE, TlsStream
from mensajeria.net.tls_transport import TlsTransport
from tests.harness.certificates import for_client, for_server


class Client:
    """The other end: what it says is bytes for the network, what it hears comes from there."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        context = context or for_client()
        self.tls = context.wrap_bio(self._in, self._out, server_hostname="localhost")

    def shake(self, data: bytes = b"") -> bytes:
        """Go on with the handshake after hearing this; what is to be sent then."""
        self._in.write(data)
        with suppress(ssl.SSLWantReadError):
            self.tls.do_handshake()
        return self._out.read()

    def say(self, text: bytes) -> bytes:
        self.tls.write(text)
        return self._out.read()

    def hear(self, data: bytes) -> bytes:
        """What this says; ends with `<bye>` if the server said goodbye."""
        self._in.write(data)
        heard = b""
        try:
            while some := self.tls.read(65536):
                heard += some
        except ssl.SSLWantReadError:
            return heard
        except ssl.SSLZeroReturnError:
            pass
        return heard + b"<bye>"

    def goodbye(self) -> bytes:
        with suppress(ssl.SSLWantReadError):
            self.tls.unwrap()
        return self._out.read()


def shaken() -> tuple[TlsStream, Client]:
    """Both ends after the handshake."""
    stream, client = TlsStream(for_server()), Client()
    data = client.shake()
    while data:
        assert stream.receive(data) == b""
        data = client.shake(stream.taken())
    assert stream.open
    return stream, client


def only(version: ssl.TLSVersion) -> ssl.SSLContext:
    """A client of that version, which looks at no certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.maximum_version = version
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context


# The stream


def test_there_and_back() -> None:
    stream, client = shaken()
    assert stream.receive(client.say(b"hola")) == b"hola"
    assert client.hear(stream.seal(b"que tal")) == b"que tal"
    assert stream.ssl_object.version() == "TLSv1.3"


def test_byte_by_byte() -> None:
    stream, client = TlsStream(for_server()), Client()
    data = client.shake()
    while data:
        for byte in data:
            assert stream.receive(bytes([byte])) == b""
        data = b"".join(client.shake(bytes([byte])) for byte in stream.taken())
    said = client.say(b"hola\r\n") + client.say(b"adios\r\n")
    assert b"".join(stream.receive(bytes([byte])) for byte in said) == b"hola\r\nadios\r\n"


def test_the_first_words_may_come_with_the_end_of_the_handshake() -> None:
    stream, client = TlsStream(for_server()), Client()
    stream.receive(client.shake())
    last = client.shake(stream.taken())
    assert stream.receive(last + client.say(b"NICK ana\r\n")) == b"NICK ana\r\n"


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 1_000_000])
def test_any_size_in_both_directions(size: int) -> None:
    stream, client = shaken()
    text = bytes(range(256)) * (size // 256 + 1)
    text = text[:size]
    assert client.hear(stream.seal(text)) == text
    assert stream.receive(client.say(text)) == text


def test_tls_1_2_is_spoken_and_nothing_older() -> None:
    stream, client = TlsStream(for_server()), Client(only(ssl.TLSVersion.TLSv1_2))
    stream.receive(client.shake(b""))
    stream.receive(client.shake(stream.taken()))
    client.shake(stream.taken())
    assert stream.open
    assert stream.ssl_object.version() == "TLSv1.2"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_tls_1_1_is_refused() -> None:
    stream, client = TlsStream(for_server()), Client(only(ssl.TLSVersion.TLSv1_1))
    stream.receive(client.shake())
    assert stream.broken is not None
    assert "UNSUPPORTED_PROTOCOL" in str(stream.broken)
    # RFC 8446, 6.2: "protocol_version: The protocol version the peer has attempted to negotiate
    # is recognized but not supported."
    assert stream.taken()[-2:] == bytes([2, 70])


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x00\x05hello",
        b"\x16\x03\x01\xff\xff" + b"x" * 70_000,
        b"\x16\x03" + b"\x00" * 100,
        b"\x16\x03\x01" + b"GET / HTTP/1.1\r\n" * 1000,
    ],
)
def test_garbage_breaks_the_stream_and_nothing_else(garbage: bytes) -> None:
    stream = TlsStream(for_server())
    assert stream.receive(garbage) == b""
    assert stream.broken is not None
    assert stream.receive(b"more") == b""
    assert stream.seal(b"anything") == b""
    assert stream.taken()[:1] == b"\x15"  # RFC 8446, B.1: "alert(21)"
    assert stream.goodbye() == b""


def test_what_came_before_garbage_was_said() -> None:
    stream, client = shaken()
    said = client.say(b"hola\r\n")
    assert stream.receive(said + b"\x17\x03\x03\x00\x20" + b"x" * 32) == b"hola\r\n"
    assert stream.broken is not None


def test_a_handshake_cut_short_says_nothing() -> None:
    hello = Client().shake()
    for end in range(len(hello)):
        stream = TlsStream(for_server())
        assert stream.receive(hello[:end]) == b""
        assert not stream.open
        assert stream.broken is None
        assert stream.taken() == b""
        assert stream.seal(b"too early") == b""


def test_their_goodbye_is_noticed_and_what_follows_is_ignored() -> None:
    stream, client = shaken()
    last = client.say(b"QUIT\r\n")
    assert stream.receive(last + client.goodbye()) == b"QUIT\r\n"
    assert stream.ended
    assert stream.broken is None
    # RFC 8446, 6.1: "Any data received after a closure alert has been received MUST be ignored."
    assert stream.receive(b"\x00 whatever") == b""
    assert stream.broken is None
    assert client.hear(stream.seal(b"still answered")) == b"still answered"


def test_our_goodbye_is_heard() -> None:
    # RFC 8446, 6.1: "Each party MUST send a "close_notify" alert before closing its write side of
    # the connection"
    stream, client = shaken()
    assert client.hear(stream.seal(b"ERROR :bye\r\n") + stream.goodbye()) == b"ERROR :bye\r\n<bye>"


# The transport


class Outer(asyncio.Transport):
    """A socket's transport that keeps what is written; `takes` is whether the peer reads."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1)})
        self.calls: list[str] = []
        self.sent = b""
        self.waiting = 0
        self.takes = True
        self.high = 65_536

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.protocol = protocol

    def write(self, data: Any) -> None:
        self.sent += data
        if not self.takes:
            before, self.waiting = self.waiting, self.waiting + len(data)
            if before <= self.high < self.waiting:
                self.protocol.pause_writing()

    def take(self) -> bytes:
        sent, self.sent = self.sent, b""
        return sent

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self.high = high or 65_536

    def get_write_buffer_size(self) -> int:
        return self.waiting

    def write_eof(self) -> None:
        self.calls.append("write_eof")

    def pause_reading(self) -> None:
        self.calls.append("pause_reading")

    def resume_reading(self) -> None:
        self.calls.append("resume_reading")

    def close(self) -> None:
        self.calls.append("close")

    def abort(self) -> None:
        self.calls.append("abort")

    def is_closing(self) -> bool:
        return "close" in self.calls or "abort" in self.calls


class Inner(asyncio.Protocol):
    """Writes down what it is told."""

    def __init__(self, *, stays: bool = False) -> None:
        self.heard = b""
        self.told: list[object] = []
        self._stays = stays

    def data_received(self, data: bytes) -> None:
        self.heard += data

    def eof_received(self) -> bool:
        self.told.append("eof")
        return self._stays

    def pause_writing(self) -> None:
        self.told.append("pause")

    def resume_writing(self) -> None:
        self.told.append("resume")

    def connection_lost(self, error: Exception | None) -> None:
        self.told.append(error)


class Ends:
    """A client and a transport that have shaken hands."""

    def __init__(self, *, stays: bool = False) -> None:
        self.outer, self.inner, self.client = Outer(), Inner(stays=stays), Client()
        self.tls = TlsTransport(self.outer, for_server())
        self.tls.set_protocol(self.inner)
        data = self.client.shake()
        while data:
            self.tls.data_received(data)
            data = self.client.shake(self.outer.take())

    def heard(self) -> bytes:
        return self.client.hear(self.outer.take())


def test_a_transport_like_any_other() -> None:
    ends = Ends()
    ends.tls.data_received(ends.client.say(b"hola"))
    assert ends.inner.heard == b"hola"
    ends.tls.write(b"que ")
    ends.tls.write(bytearray(b"tal"))
    assert ends.heard() == b"que tal"
    assert ends.tls.get_extra_info("peername") == ("127.0.0.1", 1)
    assert ends.tls.get_extra_info("ssl_object").version() == "TLSv1.3"
    assert ends.tls.get_protocol() is ends.inner


def test_one_write_outside_for_one_inside() -> None:
    ends = Ends()
    writes: list[bytes] = []
    ends.outer.write = writes.append  # type: ignore[method-assign, assignment]
    ends.tls.write(b"x" * 100_000)
    assert len(writes) == 1


def test_what_waits_is_counted_sealed() -> None:
    ends = Ends()
    ends.outer.takes = False
    ends.tls.set_write_buffer_limits(100_000)
    ends.tls.write(b"x" * 90_000)
    assert ends.tls.get_write_buffer_size() > 90_000
    assert ends.inner.told == []
    ends.tls.write(b"x" * 10_000)
    assert ends.inner.told == ["pause"]
    ends.tls.resume_writing()
    assert ends.inner.told == ["pause", "resume"]


def test_reading_is_paused_outside() -> None:
    ends = Ends()
    ends.tls.pause_reading()
    ends.tls.resume_reading()
    assert ends.outer.calls == ["pause_reading", "resume_reading"]


def test_closing_says_goodbye_first() -> None:
    ends = Ends()
    ends.tls.write(b"last")
    ends.tls.close()
    ends.tls.close()
    ends.tls.write(b"too late")
    assert ends.heard() == b"last<bye>"
    assert ends.outer.calls == ["close"]


def test_half_closing_says_goodbye_and_listens_no_more() -> None:
    ends = Ends()
    ends.tls.write_eof()
    ends.tls.data_received(ends.client.say(b"hm"))
    assert ends.heard() == b"<bye>"
    assert ends.inner.heard == b""
    assert ends.outer.calls == ["write_eof"]
    assert ends.tls.eof_received() is False
    assert ends.outer.calls == ["write_eof", "close"]


def test_their_goodbye_is_the_end_of_what_they_send() -> None:
    ends = Ends(stays=True)
    ends.tls.data_received(ends.client.say(b"QUIT\r\n") + ends.client.goodbye())
    assert ends.inner.heard == b"QUIT\r\n"
    assert ends.inner.told == ["eof"]
    assert ends.tls.eof_received() is True  # they hang up; who is inside was told and wants to stay
    assert ends.inner.told == ["eof"]
    ends.tls.write(b"one answer more")
    assert ends.heard() == b"one answer more"


def test_who_hangs_up_without_a_goodbye_has_hung_up() -> None:
    ends = Ends()
    assert ends.tls.eof_received() is False
    assert ends.inner.told == ["eof"]
    assert ends.outer.calls == ["close"]


def test_nothing_is_said_before_the_handshake_is_done() -> None:
    outer, inner = Outer(), Inner()
    tls = TlsTransport(outer, for_server())
    tls.set_protocol(inner)
    tls.data_received(Client().shake()[:40])
    tls.write(b"ERROR :too slow\r\n")
    tls.write_eof()
    assert outer.sent == b""
    assert outer.calls == ["write_eof"]


def test_garbage_ends_the_connection_with_an_alert() -> None:
    ends = Ends()
    ends.tls.data_received(b"\x17\x03\x03\x00\x20" + b"x" * 32)
    assert ends.outer.calls == ["close"]
    # RFC 8446, 5.2: "If the decryption fails, the receiver MUST terminate the connection with a
    # "bad_record_mac" alert."
    with pytest.raises(ssl.SSLError, match=r"(?i)bad.record.mac"):
        ends.heard()
    ends.tls.data_received(b"more")
    ends.tls.write(b"anything")
    ends.tls.connection_lost(None)
    (error,) = ends.inner.told
    assert isinstance(error, ssl.SSLError)


def test_who_sends_garbage_and_takes_nothing_is_cut_off() -> None:
    ends = Ends()
    ends.outer.takes = False
    ends.tls.write(b"waiting")
    ends.tls.data_received(b"\x17\x03\x03\x00\x20" + b"x" * 32)
    assert ends.outer.calls == ["abort"]


def test_who_does_not_take_the_answers_to_their_handshake_is_cut_off() -> None:
    outer = Outer()
    tls = TlsTransport(outer, for_server())
    tls.set_protocol(Inner())
    tls.pause_writing()
    tls.data_received(Client().shake())
    assert outer.sent == b""
    assert outer.calls == ["abort"]


def test_a_lost_connection_is_told_once_and_forgotten() -> None:
    ends = Ends()
    error = ConnectionResetError()
    ends.tls.connection_lost(error)
    assert ends.inner.told == [error]
    assert ends.tls.get_protocol() is not ends.inner
    ends.tls.write(b"to nobody")
    assert ends.outer.sent == b""
