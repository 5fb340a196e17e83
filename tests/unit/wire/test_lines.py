"""A stream of bytes becomes lines, whatever its chunks; and it is bounded."""

from __future__ import annotations

import pytest

from mensajeria.wire.errors import WireError
from mensajeria.wire.lines import HARD_LIMIT, LineBuffer

STREAMS = [
    (b"PING a\r\n", [b"PING a"]),
    (b"PING a\n", [b"PING a"]),
    (b"a\r\nb\nc\r\r\nd", [b"a", b"b", b"c"]),
    (b"\r\n\n\r\na\r\n\r\n", [b"a"]),
    (b"\xef\xbb\xbfNICK a\r\nb\r\n", [b"NICK a", b"b"]),
    (b"a\r\n\xef\xbb\xbfb\r\n", [b"a", b"\xef\xbb\xbfb"]),
    (b"a\rb\n", [b"a\rb"]),
]


@pytest.mark.parametrize(("stream", "lines"), STREAMS)
def test_whole_and_byte_by_byte(stream: bytes, lines: list[bytes]) -> None:
    assert LineBuffer().feed(stream) == lines
    one_by_one = LineBuffer()
    assert [line for byte in stream for line in one_by_one.feed(bytes([byte]))] == lines


def test_trailing_bytes_stay_for_the_next_line() -> None:
    buffer = LineBuffer()
    assert buffer.feed(b"a\r\nb") == [b"a"]
    assert buffer.feed(b"c\r\n") == [b"bc"]


def test_a_line_end_that_never_comes() -> None:
    buffer = LineBuffer()
    assert buffer.feed(b"x" * HARD_LIMIT) == []
    with pytest.raises(WireError, match="too long") as caught:
        buffer.feed(b"x")
    assert caught.value.fatal
    with pytest.raises(WireError):
        buffer.feed(b"\n")


def test_lines_before_an_endless_one_are_not_lost() -> None:
    buffer = LineBuffer(limit=10)
    assert buffer.feed(b"a\r\n" + b"x" * 11) == [b"a"]
    with pytest.raises(WireError):
        buffer.feed(b"")
