"""One line at a time: what it means, and what it is when it means nothing."""

from __future__ import annotations

import pytest

from mensajeria.wire.errors import Malformed, NotUtf8, TooLong
from mensajeria.wire.message import Message, format_message, parse, split_source


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"PING", Message("PING", [])),
        (b"ping x", Message("PING", ["x"])),
        (b"PRIVMSG #a :hola que tal", Message("PRIVMSG", ["#a", "hola que tal"])),
        (b"PRIVMSG #a hola", Message("PRIVMSG", ["#a", "hola"])),
        (b"PRIVMSG #a :", Message("PRIVMSG", ["#a", ""])),
        (b"PRIVMSG #a ::)", Message("PRIVMSG", ["#a", ":)"])),
        (b"USER a  0   * :b  c ", Message("USER", ["a", "0", "*", "b  c "])),
        (b"TOPIC #a   ", Message("TOPIC", ["#a"])),
        (b"  JOIN #a", Message("JOIN", ["#a"])),
        (b":ana!a@b JOIN #a", Message("JOIN", ["#a"], "ana!a@b")),
        (b":srv 001 ana :a : b", Message("001", ["ana", "a : b"], "srv")),
        (b"@a=1;b;c= :x Q", Message("Q", [], "x", {"a": "1", "b": "", "c": ""})),
        (b"@a=\\s\\:   Q :", Message("Q", [""], None, {"a": " ;"})),
        ("PRIVMSG #ñ :¿qué? 你好".encode(), Message("PRIVMSG", ["#ñ", "¿qué? 你好"])),
        (b"MODE #a +b x:y", Message("MODE", ["#a", "+b", "x:y"])),
    ],
)
def test_a_line_and_its_meaning(line: bytes, message: Message) -> None:
    assert parse(line) == message


def test_any_number_of_parameters() -> None:
    """ "Software SHOULD avoid imposing a limit on the number of parameters" (Modern IRC)."""
    assert len(parse(b"X" + b" a" * 200).params) == 200


@pytest.mark.parametrize(
    "line",
    [b" ", b":", b":a", b":a ", b"@a=b", b"@a=b ", b"@a :b", b"PI\0NG", b"PI\rNG", b"P\xc3\xa9"],
)
def test_what_is_no_message(line: bytes) -> None:
    with pytest.raises(Malformed):
        parse(line)


def test_what_is_not_utf8() -> None:
    with pytest.raises(NotUtf8):
        parse(b"PRIVMSG #a :\xff\xfe")


def test_the_body_has_512_bytes_with_its_end() -> None:
    """ "IRC messages shall not exceed 512 characters in length, counting all characters
    including the trailing CR-LF" (RFC 1459 section 2.3)."""
    parse(b"X " + b"a" * 508)
    with pytest.raises(TooLong):
        parse(b"X " + b"a" * 509)


def test_tags_have_4094_bytes_and_a_room_of_their_own() -> None:
    """ "The size limit for message tags sent by clients is 4094 bytes" (message-tags)."""
    room = b"@" + b"a" * 4094 + b" "
    assert parse(room + b"X " + b"a" * 508).command == "X"
    with pytest.raises(TooLong):
        parse(b"@" + b"a" * 4095 + b" X")
    with pytest.raises(TooLong):
        parse(b"@a X " + b"a" * 509)
    with pytest.raises(TooLong):
        parse(b"@" + b"a" * 4096)


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("PING", []), b"PING\r\n"),
        (("PRIVMSG", ["#a", "b"]), b"PRIVMSG #a b\r\n"),
        (("PRIVMSG", ["#a", "b c"]), b"PRIVMSG #a :b c\r\n"),
        (("PRIVMSG", ["#a", ""]), b"PRIVMSG #a :\r\n"),
        (("PRIVMSG", ["#a", ":b"]), b"PRIVMSG #a ::b\r\n"),
    ],
)
def test_formatting(parts: tuple[str, list[str]], line: bytes) -> None:
    assert format_message(*parts) == line


def test_formatting_with_source_and_tags() -> None:
    line = format_message("JOIN", ["#a"], source="ana!a@b", tags={"x": "1;2", "y": ""})
    assert line == b"@x=1\\:2;y :ana!a@b JOIN #a\r\n"


@pytest.mark.parametrize("params", [["", "x"], ["a b", "x"], [":a", "x"], ["a\n"], ["a\r"], ["\0"]])
def test_what_no_line_can_hold(params: list[str]) -> None:
    with pytest.raises(ValueError, match=r"not a middle parameter|may not contain"):
        format_message("X", params)


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("ana!a@b", ("ana", "a", "b")),
        ("ana", ("ana", "", "")),
        ("ana@b", ("ana", "", "b")),
        ("srv.example", ("srv.example", "", "")),
    ],
)
def test_split_source(source: str, parts: tuple[str, str, str]) -> None:
    assert split_source(source) == parts
