"""Long lines broken at words, before they are painted, for a terminal of known width.

Each sign is looked at once, however many there are: texts come from others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate, takewhile

from mensajeria.client.clean import clean
from mensajeria.client.wording import Pieces

_RUN = re.compile(" +|[^ ]+")


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
    return list(_cut(pieces, lines))


def _lines(text: str, room: int, others: int) -> Iterator[tuple[int, int]]:
    """Where each line starts and ends; the spaces between two lines belong to neither."""
    start = used = spaces = 0
    for run in _RUN.finditer(text):
        width = columns_of(run[0])
        if run[0][0] == " ":
            spaces = width
            continue
        if used and used + spaces + width > room:
            yield start, run.start() - spaces
            start, used, room = run.start(), width, others
        else:
            used += spaces + width
        spaces = 0
    yield start, len(text)


def _broken(text: str, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
    """A line in as many as it takes to fit."""
    used = 0
    for place, width in enumerate(map(_columns_of, text[start:end]), start):
        if place > start and used + width > room:
            yield start, place
            start, used = place, 0
        used += width
    yield start, end


def fitted(text: str, columns: int) -> str:
    """The text, or as much of it as there is room for before a mark."""
    if columns_of(text) <= columns:
        return text
    used = accumulate(map(_columns_of, text))
    return text[: sum(1 for _ in takewhile(lambda each: each < columns, used))] + "…"


def columns_of(text: str) -> int:
    """How wide a terminal shows a text (Unicode Standard Annex 11): not the line editor's own way
    to tell, since a client in a pipe would load all of that for it.
    """
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _cut(pieces: Pieces, lines: Iterable[tuple[int, int]]) -> Iterator[Pieces]:
    """What of the pieces is in each line, of which the places in their text follow each other."""
    number = begins = 0  # of the first piece that may be in the line, and where it does
    for start, end in lines:
        found: Pieces = []
        while number < len(pieces):
            style, text = pieces[number]
            part = text[max(0, start - begins) : max(0, end - begins)]
            found += [(style, part)] if part else []
            if begins + len(text) > end:
                break  # the next line may have some of it as well
            number, begins = number + 1, begins + len(text)
        yield found
