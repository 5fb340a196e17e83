"""`Message`: one IRC line as a value; parsing and formatting (Modern IRC, "Message Format")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mensajeria.wire.errors import Malformed, NotUtf8, TooLong
from mensajeria.wire.tags import format_tags, parse_tags

MAX_TAGS = 4096
"""Bytes of a client's tags with "@" and the space after: 4094 of data (IRCv3 message-tags)."""

MAX_BODY = 510
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
    """Read one line without its line end. Raises TooLong, NotUtf8 or Malformed, nothing else."""
    if len(line) > max_body:
        _check_lengths(line, max_tags, max_body)
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise NotUtf8("The line is not UTF-8") from None
    if "\0" in text or "\r" in text or "\n" in text:
        raise Malformed("A line may not contain NUL or CR")
    tags: dict[str, str] | None = None
    source: str | None = None
    if text[:1] == "@":
        tag_text, _, text = text.partition(" ")
        tags = parse_tags(tag_text[1:])
        text = text.lstrip(" ")
    if text[:1] == ":":
        source, _, text = text[1:].partition(" ")
    middle, colon, trailing = text.partition(" :")
    params = [word for word in middle.split(" ") if word]
    if not params:
        raise Malformed("The line has no command")
    command = params.pop(0).upper()
    if not (command.isascii() and command.isalnum()):
        raise Malformed("A command is made of letters, or of three digits")
    if colon:
        params.append(trailing)
    return Message(command, params, source, tags)


def _check_lengths(line: bytes, max_tags: int, max_body: int) -> None:
    tags = 0
    if line[:1] == b"@":
        tags = line.find(b" ") + 1 or len(line)
    if tags > max_tags or len(line) - tags > max_body:
        raise TooLong("The line is too long")


def format_message(
    command: str,
    params: Sequence[str] = (),
    *,
    source: str | None = None,
    tags: Mapping[str, str] | None = None,
) -> bytes:
    """A line with CR LF. The last parameter gets its colon where it needs one.

    Raises ValueError for what no line can hold: NUL, CR or LF anywhere; a parameter before the
    last that is empty, holds a space or begins with a colon.
    """
    pieces = [f":{source}", command] if source else [command]
    if params:
        for param in params[:-1]:
            if not param or param[0] == ":" or " " in param:
                raise ValueError(f"not a middle parameter: {param!r}")
            pieces.append(param)
        last = params[-1]
        pieces.append(f":{last}" if not last or last[0] == ":" or " " in last else last)
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
