"""Text from other people made fit for a terminal: one function, `clean`.

No escape sequence, no control character and nothing that turns the direction of the line may reach
a terminal from the wire. IRC's own formatting codes (modern.ircdocs.horse/formatting) are dropped.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FORMATTING: Final = re.compile(
    "\x03(?:[0-9]{1,2}(?:,[0-9]{1,2})?)?"  # colour
    "|\x04(?:[0-9A-Fa-f]{6}(?:,[0-9A-Fa-f]{6})?)?"  # colour in hexadecimal
    "|[\x02\x0f\x11\x16\x1d\x1e\x1f]"  # bold, reset, monospace, reverse, ...
)
_JOINERS: Final = frozenset("\u200c\u200d")
"""Needed to write Persian and to compose emoji; harmless in a terminal."""

_VISIBLE_FORMATS: Final = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
_REPLACEMENT: Final = "\ufffd"


def clean(text: str) -> str:
    """The text as one harmless line: what is invisible dropped, what is a control made visible."""
    if text.isprintable():
        return text
    return "".join(map(_clean_character, _FORMATTING.sub("", text)))


def _clean_character(character: str) -> str:
    if character.isprintable():
        return character
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\r":
        return " "
    if category == "Cc":
        return chr(0x2400 + ord(character)) if character < " " else _REPLACEMENT
    if category == "Cf":
        return character if character in _JOINERS | _VISIBLE_FORMATS else ""
    return _REPLACEMENT if category == "Cs" else character
