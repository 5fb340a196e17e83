"""Several lines as one message: the batch of draft/multiline, from the client's side. Pure."""

from __future__ import annotations

from typing import Final

from mensajeria.client.cutting import cut
from mensajeria.client.numbers import number
from mensajeria.wire.message import format_message

_USUAL_BYTES: Final = 4096
_USUAL_LINES: Final = 100


def limits(value: str) -> tuple[int, int]:
    """Bytes and lines that one message may have: "max-bytes=40000,max-lines=10"."""
    given = dict(pair.partition("=")[::2] for pair in value.split(","))
    return (
        number(given.get("max-bytes", ""), _USUAL_BYTES),
        number(given.get("max-lines", ""), _USUAL_LINES),
    )


def several(
    target: str, lines: list[str], room: int, tags: dict[str, str], reference: str
) -> bytes:
    """The batch. `room`: bytes for each text; a line that needs more is sent in pieces."""
    out = format_message("BATCH", [f"+{reference}", "draft/multiline", target], tags=tags)
    for line in lines:
        for place, piece in enumerate(parts_of(line, room)):
            more = {"draft/multiline-concat": ""} if place else {}
            out += format_message("PRIVMSG", [target, piece], tags={"batch": reference, **more})
    return out + format_message("BATCH", [f"-{reference}"])


def parts_of(line: str, room: int) -> list[str]:
    """Pieces of at most `room` bytes that, one after the other, are the line: the space between two
    stays at the first.
    """
    parts: list[str] = []
    rest = line
    for piece in cut(line, room - 1):
        spaced = rest[len(piece) : len(piece) + 1] == " "
        parts.append(piece + " " * (spaced and rest != piece))
        rest = rest[len(parts[-1]) :]
    return parts
