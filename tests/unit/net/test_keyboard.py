"""What comes of the bytes of nc and telnet, whatever keys were pressed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mensajeria.net.keyboard import LONGEST, Key, Keyboard


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r\0", b"\r"])
def test_every_end_of_line_there_is(end: bytes) -> None:
    assert Keyboard().feed(b"hola" + end + b"otra" + end) == ["hola", "otra"]


def test_a_line_end_may_come_in_two_pieces() -> None:
    keyboard = Keyboard()
    assert keyboard.feed(b"hola\r") == ["hola"]
    assert keyboard.feed(b"\n") == []
    assert keyboard.feed(b"\n") == [""]


@pytest.mark.parametrize(
    ("pressed", "line"),
    [
        (b"holx\x7fa", "hola"),
        ("ñ\b\b\bn".encode(), "n"),
        (b"wrong\x15right", "right"),
        (b"a\tb", "a b"),
        (b"up\x1b[A and \x1b[1;5Dleft \x1bOPf1", "up and left f1"),
        (b"bell\a and \x1f units", "bell and  units"),
        (b"alone\x1b", "alone"),
    ],
)
def test_editing_keys(pressed: bytes, line: str) -> None:
    assert Keyboard().feed(pressed + b"\n") == [line]


@pytest.mark.parametrize(
    "command",
    [b"\xff\xfb\x01", b"\xff\xfd\x03", b"\xff\xf1", b"\xff\xff", b"\xff\xfa\x18\x00xterm\xff\xf0"],
)
def test_telnet_commands_are_passed_over(command: bytes) -> None:
    """RFC 854: "the data bytes that follow IAC" are a command, not text."""
    assert Keyboard().feed(command + b"ho" + command + b"la\r\n") == ["hola"]


@pytest.mark.parametrize("key", [b"\x03", b"\x04", b"\xff\xf4", b"\xff\xec"])
def test_leaving(key: bytes) -> None:
    assert Keyboard().feed(b"half a line" + key) == [Key.LEAVE]


def test_another_encoding_is_understood_and_remembered() -> None:
    keyboard = Keyboard()
    assert keyboard.feed("mañana\n".encode("latin-1")) == ["mañana"]
    assert keyboard.encoding == "cp1252"
    assert keyboard.feed(b"plain\n") == ["plain"]
    assert keyboard.encoding == "cp1252"
    assert keyboard.feed("mañana\n".encode()) == ["mañana"]
    assert keyboard.encoding == "utf-8"


def test_a_line_over_the_limit_is_not_taken() -> None:
    keyboard = Keyboard()
    assert keyboard.feed(b"x" * LONGEST + b"\n") == ["x" * LONGEST]
    assert keyboard.feed(b"x" * (LONGEST + 1) + b"\nafter\n") == [Key.TOO_LONG, "after"]


def test_what_never_ends_takes_no_room() -> None:
    keyboard = Keyboard()
    for _ in range(40):
        keyboard.feed(b"x" * 1000)
    assert len(keyboard._line) == LONGEST + 1
    keyboard.feed(b"\xff\xfa")
    for _ in range(40):
        keyboard.feed(b"x" * 1000)
    assert len(keyboard._command) == 3
    assert keyboard.feed(b"\xff\xf0\nend\n") == [Key.TOO_LONG, "end"]


@given(st.binary(max_size=200), st.integers(1, 200))
def test_any_bytes_in_any_chunks(data: bytes, size: int) -> None:
    whole, cut = Keyboard(), Keyboard()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert [each for piece in pieces for each in cut.feed(piece)] == whole.feed(data)


@given(st.binary(max_size=200))
def test_nothing_but_text_comes_out(data: bytes) -> None:
    for typed in Keyboard().feed(data + b"\n"):
        assert isinstance(typed, Key) or not any(character < " " for character in typed)
