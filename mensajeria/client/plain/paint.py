"""Pieces of a line as the text that a terminal or file gets. The one place where text is cleaned.

A nick has the same colour everywhere, made from its name. The colours are readable on dark and on
light backgrounds; NO_COLOR (no-color.org) and terminals without colours are respected.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final, TextIO

from mensajeria.client.clean import clean
from mensajeria.client.wording import Pieces
from mensajeria.wire.casemapping import fold

# Of the 216 colours of the cube those with a contrast of at least 3:1 to black and to white.
MANY: Final = (27, 29, 32, 62, 64, 67, 94, 97, 100, 129, 131, 133, 160, 162, 165, 166, 168, 198)
FEW: Final = (1, 2, 4, 5, 6)
"""Of the eight colours of old terminals: neither black, white nor yellow."""

_RESET: Final = "\x1b[0m"
_DIM: Final = "\x1b[2m"
_BOLD: Final = "\x1b[1m"
_STYLES: Final = {"event": _DIM, "where": _BOLD, "warning": _BOLD}


class Paint:
    """How lines look on one output. `colours`: the palette for nicks; empty for plain text."""

    def __init__(self, colours: tuple[int, ...] = ()) -> None:
        self._colours = colours

    def line(self, pieces: Pieces, at: datetime) -> str:
        """One line with its time in front, without a line end."""
        return f"[{at:%H:%M}] {self.pieces(pieces)}"

    def pieces(self, pieces: Pieces) -> str:
        """The same without the time."""
        return "".join(self._piece(style, text) for style, text in pieces)

    def _piece(self, style: str, text: str) -> str:
        text = clean(text)
        if not self._colours or not text:
            return text
        start = self._nick(text) if style == "nick" else _STYLES.get(style, "")
        return f"{start}{text}{_RESET}" if start else text

    def _nick(self, nick: str) -> str:
        place = zlib.crc32(fold(nick.lstrip("~&@%+")).encode()) % len(self._colours)
        colour = self._colours[place]
        return f"\x1b[{30 + colour}m" if self._colours is FEW else f"\x1b[38;5;{colour}m"


def colours_for(output: TextIO, environment: Mapping[str, str] = os.environ) -> tuple[int, ...]:
    """The palette that suits an output.

    "NO_COLOR ... when present and not an empty string (regardless of its value), prevents the
    addition of ANSI color" (no-color.org).
    """
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR") or term == "dumb" or not output.isatty():
        return ()
    many = "256" in term or environment.get("COLORTERM") or environment.get("WT_SESSION")
    return MANY if many else FEW
