"""Long lines broken at words, before they are painted, for a terminal of known width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mensajeria.client.clean import clean
from mensajeria.client.wording import Pieces

_WORD = re.compile(r" *[^ ]+")


def wrapped(pieces: Pieces, first: int, others: int, *, breaks_words: bool = False) -> list[Pieces]:
    """The lines that these pieces fill, cleaned: `first` and `others` are columns for each.

    A word that is longer than a line is left to the terminal, which breaks it anywhere, unless
    `breaks_words`.
    """
    pieces = [(style, clean(text)) for style, text in pieces]
    text = "".join(text for _style, text in pieces)
    if text.isascii() and len(text) <= first:
        return [pieces]
    lines = list(_lines(text, first, others))
    if breaks_words:
        lines = [part for line in lines for part in _broken(text, *line, min(first, others))]
    return [_between(pieces, start, end) for start, end in lines]


def _lines(text: str, room: int, others: int) -> Iterator[tuple[int, int]]:
    """Where each line starts and ends; the spaces between two lines belong to neither."""
    start = used = 0
    for word in _WORD.finditer(text):
        width = columns_of(word[0])
        if used and used + width > room:
            yield start, word.start()
            bare = word[0].lstrip(" ")
            start, used, room = word.end() - len(bare), columns_of(bare), others
        else:
            used += width
    yield start, len(text)


def _broken(text: str, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
    """A line in as many as it takes to fit."""
    while columns_of(text[start:end]) > room:
        place = start + 1
        while columns_of(text[start : place + 1]) <= room:
            place += 1
        yield start, place
        start = place
    yield start, end


def columns_of(text: str) -> int:
    """How wide a terminal shows a text (Unicode Standard Annex 11): not the line editor's own way
    to tell, since a client in a pipe would load all of that for it.
    """
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _between(pieces: Pieces, start: int, end: int) -> Pieces:
    """What of the pieces lies between two places of their text."""
    found, place = [], 0
    for style, text in pieces:
        part = text[max(0, start - place) : max(0, end - place)]
        place += len(text)
        found += [(style, part)] if part else []
    return found
