"""`Sheet`: the latest entries of a room as rows, wrapped for a width. No Textual.

Entries are wrapped when they come and when the width changes, not when they are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mensajeria.client.rooms.entries import Entry, Spoken
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.tui.blocks import Frame, Rows, rows_of, with_head
from mensajeria.client.wording import Pieces

DEPTH: Final = 500
"""Entries that are wrapped at first; scrolling to the top of them brings as many again."""

_NOWHERE: Final = Room("", Kind.SERVER)


@dataclass(eq=False)
class Block:
    """An entry and the rows that it takes below another one."""

    entry: Entry
    before: Entry | None
    is_new: bool
    rows: Rows


class Sheet:
    """`rows` are all there are, each as its block and its place in that."""

    def __init__(self, me: Callable[[], str], now: Callable[[], datetime]) -> None:
        self._me = me
        self._now = now
        self._frame = Frame(0, "", now().date())
        self._depth = DEPTH
        self.room = _NOWHERE
        self.blocks: list[Block] = []
        self.rows: list[tuple[Block, int]] = []

    @property
    def width(self) -> int:
        """For which it was wrapped."""
        return self._frame.width

    @property
    def frame(self) -> Frame:
        """What its rows depend on."""
        return self._frame

    @property
    def is_of_today(self) -> bool:
        """Whether what it calls "Today" still is."""
        return self._now().date() == self._frame.today

    @property
    def is_whole(self) -> bool:
        """Whether it has all of the room."""
        return self._depth >= len(self.room.entries)

    def take(self, room: Room) -> None:
        """Be of another room; `wrap` it then."""
        self.room, self._depth, self.blocks = room, DEPTH, []

    def deepen(self, *, wholly: bool = False) -> None:
        """Have more of the room above, or all of it, once it is wrapped."""
        self._depth = len(self.room.entries) if wholly else self._depth + DEPTH

    def trim(self) -> None:
        """Nobody looks at what is far above: let go of it, once there is much."""
        if len(self.blocks) > 2 * DEPTH:
            self._depth = DEPTH
            self.wrap(self.width)

    def wrap(self, width: int) -> None:
        """All of it as it is now; what is wrapped already is not wrapped again."""
        frame = Frame(width, self._me(), self._now().date())
        wrapped = {} if frame != self._frame else {id(b.entry): b for b in self.blocks}
        self._frame = frame
        entries = self.room.entries[-self._depth :]
        befores = [None, *entries]
        self.blocks = [
            self._block(entry, before, wrapped.get(id(entry)))
            for entry, before in zip(entries, befores, strict=False)
        ]
        self.rows = [row for block in self.blocks for row in _rows(block)]

    def shows_last(self, entry: Entry) -> bool:
        return bool(self.blocks) and self.blocks[-1].entry is entry

    def append(self, entry: Entry) -> None:
        """The room has one more."""
        block = self._block(entry, self.blocks[-1].entry if self.blocks else None)
        self._depth += 1
        self.blocks.append(block)
        self.rows += _rows(block)

    def wrap_again(self, entry: Entry) -> None:
        """An entry looks different now; it is nearly always one of the latest."""
        below = 0
        for place in range(len(self.blocks) - 1, -1, -1):
            block = self.blocks[place]
            if block.entry is entry or _quotes(block.entry, entry):
                self.blocks[place] = self._block(block.entry, block.before)
                end = len(self.rows) - below
                self.rows[end - len(block.rows) : end] = _rows(self.blocks[place])
            if block.entry is entry:
                return
            below += len(self.blocks[place].rows)

    def with_head(self, block: Block, row: int) -> Pieces:
        """A row with the time and the name of its entry."""
        return with_head(block.entry, block.rows, row, self._frame)

    def _block(self, entry: Entry, before: Entry | None, known: Block | None = None) -> Block:
        is_new = entry is self.room.new_from
        if known is not None and known.before is before and known.is_new is is_new:
            return known
        return Block(entry, before, is_new, rows_of(entry, before, self._frame, is_new=is_new))


def _quotes(entry: Entry, answered: Entry) -> bool:
    """Whether one of them shows the other above itself."""
    return isinstance(entry, Spoken) and entry.replies_to is answered


def _rows(block: Block) -> Iterator[tuple[Block, int]]:
    return ((block, row) for row in range(len(block.rows)))


def words(row: Pieces) -> str:
    """What is written in a row."""
    return "".join(text for _style, text in row)
