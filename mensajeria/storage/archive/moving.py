"""`Mover`: moves what the journal has to the archive, in steps that are short and whole.

A step is one transaction: its events are in the archive and gone from the journal, or neither. It
runs in the journal's own thread, on its own connection, when nobody waits for a commit: a second
writer would only make the first one wait for SQLite's lock.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Final

from mensajeria.chat.events import Event
from mensajeria.storage.archive.tables import Shelves
from mensajeria.storage.codec import Unreadable, decode

STEP: Final = 512
"""Events of one step, about: whole rows of the journal. A few milliseconds."""

STEP_BYTES: Final = 128 * 1024
"""The same for long messages."""

AT_HAND: Final = 2 * 1024 * 1024
"""Bytes of rows, about, whose events are remembered until they are moved."""

_ROWS: Final = "SELECT seq, events FROM journal ORDER BY seq LIMIT ?"
_log = logging.getLogger(__name__)

Transaction = Callable[[], AbstractContextManager[None]]


class Mover:
    """Knows how much waits: `waiting` events, at least those of this process.

    Of what this process stored itself, it still has the events: to read them back costs as much as
    a third of all there is to do.
    """

    def __init__(self, db: sqlite3.Connection, shelves: Shelves, transaction: Transaction) -> None:
        self._db = db
        self._transaction = transaction
        self._shelves = shelves
        rows, _ = db.execute("SELECT count(*), 0 FROM journal").fetchone()
        self.waiting = int(rows)  # what an earlier process left: one event a row, at least
        self._stuck = False
        self._at_hand: dict[int, Sequence[Event]] = {}
        self._size = 0

    def stored(self, seq: int, events: Sequence[Event], size: int) -> None:
        """The journal has them, in a row with that number and of so many bytes."""
        self.waiting += len(events)
        if self._size + size <= AT_HAND:
            self._at_hand[seq] = events
            self._size += size

    def forget(self) -> None:
        """What the journal's rows have may be something else."""
        self._at_hand.clear()
        self._size = 0

    def step(self, *, keep: bool = True) -> int:
        """Move some; returns how many bytes. What cannot be moved stays where it is.

        Without `keep` it is deleted instead: everybody who was to see it has.

        Raises sqlite3.Error; then it has moved nothing.
        """
        if self._stuck:
            return 0
        try:
            with self._transaction():
                moved = self._move(keep=keep)
        except Unreadable:
            # Of a newer version, or damaged: nobody loses it, and nobody waits for it.
            _log.exception("a row of the journal cannot be read; the archive is no longer filled")
            self._stuck = True
            self._shelves.forget()
            return 0
        except BaseException:
            self._shelves.forget()
            raise
        return moved

    def _move(self, *, keep: bool) -> int:
        events: list[Event] = []
        size = moved = 0
        for seq, row in self._db.execute(_ROWS, (STEP,)).fetchall():
            if len(events) >= STEP or size >= STEP_BYTES:
                break
            events += self._events(seq, row)
            size += len(row)
            moved = seq
        if keep:
            self._shelves.put(events)
        self._db.execute("DELETE FROM journal WHERE seq <= ?", (moved,))
        self.waiting = max(1, self.waiting - len(events)) if events else 0
        return size

    def _events(self, seq: int, row: bytes) -> Sequence[Event]:
        at_hand = self._at_hand.pop(seq, None)
        if at_hand is None:
            return decode(row)
        self._size -= len(row)
        return at_hand
