"""One line at a time: what it means, and what it is when it means nothing."""

from __future__ import annotations

import pytest

from mensajeria.wire.errors import Blank, Malformed, NotUtf8, TooLong
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
        (b":srv 432  #a :b: c", Message("432", ["#a", "b: c"], "srv")),
        (b": JOIN #a", Message("JOIN", ["#a"])),
        (b"@ JOIN #a", Message("JOIN", ["#a"])),
        (b"@;;a;=b JOIN", Message("JOIN", [], None, {"a": ""})),
        (b"@a=1=2;a_\xc3\xb1=x JOIN", Message("JOIN", [], None, {"a": "1=2", "a_ñ": "x"})),
        (b"@a=\\r\\n\\b\\ JOIN", Message("JOIN", [], None, {"a": "\r\nb"})),
    ],
)
def test_a_line_and_its_meaning(line: bytes, message: Message) -> None:
    assert parse(line) == message


@pytest.mark.parametrize("space", "\t\x0b\x0c\x1c\x85\u00a0\u2003\u2028\u3000")
def test_only_ascii_space_parts_parameters(space: str) -> None:
    """ "separated by one or more ASCII SPACE characters `(' ', 0x20)`" (Modern IRC, Parameters)."""
    assert parse(f"KICK  #a{space}b  x{space}".encode()).params == [f"#a{space}b", f"x{space}"]
    assert parse(f":a{space}b KICK".encode()).source == f"a{space}b"


@pytest.mark.parametrize("command", ["pıng", "ſet", "ß", "ＰＩＮＧ", "٣٣٣", "PI-NG", "Host:"])
def test_no_other_letters_pass_for_a_command(command: str) -> None:
    """ "command ::= letter* / 3digit" (Modern IRC, Command); upper-casing would make some so."""
    with pytest.raises(Malformed):
        parse(command.encode())


def test_any_number_of_parameters() -> None:
    """ "clients MUST parse incoming messages with any number of them" (Modern IRC, Parameters)."""
    assert len(parse(b"X" + b" a" * 200).params) == 200
    assert len(parse(b"X" + b" a" * 10_000, max_body=1 << 20).params) == 10_000


@pytest.mark.parametrize(
    "line",
    [
        b":",
        b":a",
        b":a ",
        b"@a=b",
        b"@a=b ",
        b"@a :b",
        b"PI\0NG",
        b"PI\rNG",
        b"PI\nNG",
        b"P\xc3\xa9",
        b"A\tB",
    ],
)
def test_what_is_no_message(line: bytes) -> None:
    with pytest.raises(Malformed):
        parse(line)


@pytest.mark.parametrize("line", [b"", b" ", b"    "])
def test_spaces_alone_are_no_message_either(line: bytes) -> None:
    with pytest.raises(Blank):
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
    """ "Clients MUST NOT send messages with tag data exceeding 4094 bytes" (message-tags)."""
    room = b"@" + b"a" * 4094 + b" "
    assert parse(room + b"X " + b"a" * 508).command == "X"
    with pytest.raises(TooLong):
        parse(b"@" + b"a" * 4095 + b" X")
    with pytest.raises(TooLong):
        parse(b"@a X " + b"a" * 509)
    with pytest.raises(TooLong):
        parse(b"@" + b"a" * 4096)


def test_tags_are_counted_apart_when_the_body_may_be_longer_than_they() -> None:
    with pytest.raises(TooLong):
        parse(b"@" + b"a" * 30 + b" X", max_tags=20, max_body=1000)


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


def test_formatting_of_what_some_look_for_behind_a_colon() -> None:
    assert (
        format_message("353", ["ana", "=", "#a", "@ana"], trailing=True)
        == b"353 ana = #a :@ana\r\n"
    )


def test_formatting_with_source_and_tags() -> None:
    line = format_message("JOIN", ["#a"], source="ana!a@b", tags={"x": "1;2", "y": ""})
    assert line == b"@x=1\\:2;y :ana!a@b JOIN #a\r\n"


@pytest.mark.parametrize("params", [["", "x"], ["a b", "x"], [":a", "x"], ["a\n"], ["a\r"], ["\0"]])
def test_what_no_line_can_hold(params: list[str]) -> None:
    with pytest.raises(ValueError, match=r"not a middle parameter|may not contain"):
        format_message("X", params)


@pytest.mark.parametrize("command", ["", "A B", ":A", "@A", "A\n", "Ñ", "ß"])
def test_what_is_no_command(command: str) -> None:
    with pytest.raises(ValueError, match="not a command"):
        format_message(command)


@pytest.mark.parametrize("key", ["", "a b", "a;b", "a=b", "a\n", "a\0", "a PRIVMSG #x"])
def test_what_is_no_tag_key(key: str) -> None:
    with pytest.raises(ValueError, match="not a tag key"):
        format_message("X", tags={key: "1"})


def test_a_source_cannot_bring_a_command_along() -> None:
    with pytest.raises(ValueError, match="not a source"):
        format_message("PRIVMSG", source="a KILL")


@pytest.mark.parametrize("tags", [{"a": "\0"}, {"a": "\ud800"}])
def test_what_no_tag_can_hold(tags: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"may not contain|surrogates"):
        format_message("X", tags=tags)


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
