"""`Message`: one IRC line as a value; parsing and formatting (Modern IRC, "Message Format")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from mensajeria.wire.errors import Blank, Malformed, NotUtf8, TooLong
from mensajeria.wire.tags import format_tags, parse_tags

MAX_TAGS: Final = 4096
"""Bytes of a client's tags with "@" and the space after: 4094 of data (IRCv3 message-tags)."""

MAX_BODY: Final = 510
"""Bytes of the rest, without CR LF (RFC 1459 section 2.3)."""


class Message:
    """Tags (unescaped), source, command (upper case) and parameters."""

    __slots__ = ("command", "params", "source", "tags")

    def __init__(
        self,
        command: str,
        params: list[str],
        source: str | None = None,
        tags: dict[str, str] | None = None,
    ) -> None:
        self.tags: dict[str, str] = {} if tags is None else tags
        self.source = source
        self.command = command
        self.params = params

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return (self.tags, self.source, self.command, self.params) == (
            other.tags,
            other.source,
            other.command,
            other.params,
        )

    def __repr__(self) -> str:
        return f"Message({self.command!r}, {self.params!r}, {self.source!r}, {self.tags!r})"


def parse(line: bytes, *, max_tags: int = MAX_TAGS, max_body: int = MAX_BODY) -> Message:
    """Read one line without its line end. Raises TooLong, NotUtf8 or Malformed, nothing else.

    `max_tags` and `max_body` are in bytes, counted as MAX_TAGS and MAX_BODY are.
    """
    text = _decode(line, max_tags, max_body)
    tags: dict[str, str] | None = None
    source: str | None = None
    if text[:1] == "@":
        section, _, text = text[1:].partition(" ")
        tags = parse_tags(section)
        text = text.lstrip(" ")
    if text[:1] == ":":
        source, _, text = text[1:].partition(" ")
    middle, colon, trailing = text.partition(" :")
    # Not str.split(): only 0x20 parts parameters, and that one knows many more spaces.
    params = middle.split(" ")
    if "" in params:
        params = [param for param in params if param]
    if not params:
        raise (Malformed if line.strip(b" ") else Blank)("The line has no command")
    command = params.pop(0)
    if not _is_command(command):
        raise Malformed("A command is made of letters, or of three digits")
    if colon:
        params.append(trailing)
    return Message(command.upper(), params, source or None, tags)


def _decode(line: bytes, max_tags: int, max_body: int) -> str:
    tags = 0
    if line[:1] == b"@":
        tags = line.find(b" ") + 1 or len(line)
    if tags > max_tags or len(line) - tags > max_body:
        raise TooLong("Input line was too long")
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise NotUtf8("The line is not UTF-8") from None
    if "\0" in text or "\r" in text or "\n" in text:
        raise Malformed("A line may not contain NUL, CR or LF")
    return text


def _is_command(word: str) -> bool:
    """Asked before upper-casing, which makes "PING" of "pıng". Letters and digits may mix."""
    return word.isascii() and word.isalnum()


def format_message(
    command: str,
    params: Sequence[str] = (),
    *,
    source: str | None = None,
    tags: Mapping[str, str] | None = None,
    trailing: bool = False,
) -> bytes:
    """A line with CR LF. The last parameter gets its colon where it needs one, or is `trailing`.

    Raises ValueError for what no line can hold: NUL, CR or LF outside tag values, NUL in those; a
    parameter before the last that is empty, holds a space or begins with a colon; a source with a
    space; a command that is not letters and digits; a tag key that `format_tags` refuses.
    """
    if not _is_command(command):
        raise ValueError(f"not a command: {command!r}")
    if source and " " in source:
        raise ValueError(f"not a source: {source!r}")
    pieces = [f":{source}", command] if source else [command]
    if params:
        for param in params[:-1]:
            if not param or param[0] == ":" or " " in param:
                raise ValueError(f"not a middle parameter: {param!r}")
            pieces.append(param)
        last = params[-1]
        colon = trailing or not last or last[0] == ":" or " " in last
        pieces.append(f":{last}" if colon else last)
    text = " ".join(pieces)
    if tags:
        text = f"@{format_tags(tags)} {text}"
    if "\r" in text or "\n" in text or "\0" in text:
        raise ValueError("a line may not contain NUL, CR or LF")
    return text.encode() + b"\r\n"


def split_source(source: str) -> tuple[str, str, str]:
    """Nick, user and host of `nick!user@host`; "" for what is absent."""
    rest, _, host = source.partition("@")
    nick, _, user = rest.partition("!")
    return nick, user, host
