"""`copied`: what was marked of a conversation as it was written, without what the screen adds: rows
that were broken where there was no room are whole again, and nothing is indented. No Textual.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from mensajeria.client.rooms.entries import Spoken
from mensajeria.client.tui.blocks import HEAD, Frame, first_of_text, text_of
from mensajeria.client.tui.sheet import Block, words
from mensajeria.client.wording import Pieces


@dataclass(frozen=True)
class Marked:
    """A row of a block, and from which character to which it is marked; None: to its end."""

    block: Block
    row: int
    start: int
    end: int | None

    @property
    def pieces(self) -> Pieces:
        return self.block.rows[self.row]


def copied(marked: list[Marked], frame: Frame) -> str:
    """One row, or less, is what it is; of several messages each says who said it."""
    if len(marked) == 1:
        return _as_shown(marked[0])
    blocks = [[*rows] for _block, rows in groupby(marked, key=lambda each: id(each.block))]
    of_messages = [rows for rows in blocks if any(map(_is_text, rows))]
    told = [_of_message(rows, frame, named=len(of_messages) > 1) for rows in of_messages]
    return "\n".join(told or map(_as_shown, marked))


def _as_shown(marked: Marked) -> str:
    return words(marked.pieces)[marked.start : marked.end].rstrip()


def _is_text(marked: Marked) -> bool:
    return marked.row in _rows_of_text(marked.block)


def _rows_of_text(block: Block) -> range:
    """From the head to what is below the text: reactions."""
    rows = block.rows
    first = first_of_text(rows)
    below = (at for at in range(first, len(rows)) if _reacts(rows[at]))
    return range(first, next(below, len(rows)))


def _reacts(row: Pieces) -> bool:
    return any(style.partition(" ")[0] in ("react", "reacted") for style, _text in row)


def _of_message(rows: list[Marked], frame: Frame, *, named: bool) -> str:
    block = rows[0].block
    of_text = _rows_of_text(block)
    bare = [words(_body(block.rows[row], first=row == of_text.start)) for row in of_text]
    between = _between(text_of(block.entry, frame), bare)
    told = ""
    for each in filter(_is_text, rows):
        is_first = each.row == of_text.start
        told += _head(each, named=named) if is_first else between[each.row - of_text.start]
        indent = len(words(each.pieces)) - len(bare[each.row - of_text.start])
        told += words(each.pieces)[max(indent, each.start) : each.end]
    return told.strip()


def _body(row: Pieces, *, first: bool) -> Pieces:
    """A row without its head or its margin."""
    return row[HEAD:] if first else row[1:]


def _head(marked: Marked, *, named: bool) -> str:
    """Time and name as far as they are marked; the name alone if it is one of several messages."""
    head, entry = marked.pieces[:HEAD], marked.block.entry
    if not named:
        return " ".join(words(head)[marked.start :].split()) + " "
    if marked.start > len(words(head[:2])):
        return ""
    if isinstance(entry, Spoken) and entry.kind != "action":
        return f"{entry.by}: "
    return words(head[2:])


def _between(text: str, rows: list[str]) -> list[str]:
    """What of the text stands before each of the rows that it was broken into."""
    place, between = 0, []
    for row in rows:
        found = text.find(row, place)
        is_next = found >= place and not text[place:found].strip()
        between.append(text[place:found] if is_next else " ")
        place = found + len(row) if is_next else place
    return between
