"""A stream of bytes becomes lines, whatever its chunks; and it is bounded."""

from __future__ import annotations

import contextlib

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


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_a_line_too_long_is_one_in_any_chunking(size: int) -> None:
    """Whether its end came or not, what was before it counts, and what comes after does not."""
    stream = b"a\r\nb\n" + b"x" * 11 + b"\nc\n"
    buffer = LineBuffer(limit=10)
    lines: list[bytes] = []
    with contextlib.suppress(WireError):
        for start in range(0, len(stream), size):
            lines += buffer.feed(stream[start : start + size])
    assert lines == [b"a", b"b"]
    with pytest.raises(WireError):
        buffer.feed(b"d\n")


def test_a_line_as_long_as_the_limit_passes() -> None:
    assert LineBuffer(limit=10).feed(b"x" * 10 + b"\n" + b"y" * 9 + b"\r\n") == [
        b"x" * 10,
        b"y" * 9,
    ]


def test_what_came_too_long_is_not_kept() -> None:
    buffer = LineBuffer(limit=10)
    buffer.feed(b"a\n" + b"x" * 1_000_000)
    assert buffer._pending == b""


def test_lines_before_an_endless_one_are_not_lost() -> None:
    buffer = LineBuffer(limit=10)
    assert buffer.feed(b"a\r\n" + b"x" * 11) == [b"a"]
    with pytest.raises(WireError):
        buffer.feed(b"")
