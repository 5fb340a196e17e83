"""Long text in pieces that each fit a line of IRC. Pure."""

from __future__ import annotations

import unicodedata
from typing import Final

_ZERO_WIDTH_JOINER: Final = "\u200d"
_LONGEST_CHARACTER: Final = 4
"""Bytes of UTF-8; a piece can always hold one character."""


def cut(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most` bytes of UTF-8, between words where there are any.

    No character is broken, and a mark stays with its letter unless that alone would not fit.
    The pieces joined again (by a space where one was) are the text.
    """
    most = max(most, _LONGEST_CHARACTER)
    pieces = []
    while len(text) > most or len(text.encode()) > most:
        head = text[:most].encode()[:most].decode(errors="ignore")
        place = text.rfind(" ", 1, len(head) + 1)
        if place > 0:
            pieces.append(text[:place])
            text = text[place + 1 :]
        else:
            place = _between_letters(text, len(head))
            pieces.append(text[:place])
            text = text[place:]
    pieces.append(text)
    return [piece for piece in pieces if piece] or [""]


def _between_letters(text: str, place: int) -> int:
    """The nearest earlier place that parts no letter from its marks; this place if none does."""
    earlier = place
    while earlier > 0 and _sticks(text, earlier):
        earlier -= 1
    return earlier or place


def _sticks(text: str, place: int) -> bool:
    after = text[place]
    return (
        unicodedata.category(after)[0] == "M"
        or after == _ZERO_WIDTH_JOINER
        or text[place - 1] == _ZERO_WIDTH_JOINER
    )
