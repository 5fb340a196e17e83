"""`Retention`: what is too old or too much is deleted for good, a few events at a time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from mensajeria.storage.archive.numbers import first_of
from mensajeria.storage.archive.tables import Shelves

AT_ONCE: Final = 256
"""Events deleted in one step, a transaction of some milliseconds."""

_DAY: Final = 86_400_000
_TOO_OLD: Final = "SELECT number FROM events WHERE number < ? ORDER BY number LIMIT ?"
_LAST_TOO_MANY: Final = """SELECT number FROM placed WHERE place = ? AND said = 1
    ORDER BY number DESC LIMIT 1 OFFSET ?"""
_TOO_MANY: Final = """SELECT number FROM placed WHERE place = ? AND said IN (0, 1) AND number <= ?
    ORDER BY number LIMIT ?"""


@dataclass(frozen=True)
class Keeping:
    """What becomes of what was stored. Not `enabled`: it is deleted instead of put away.

    `days`: no longer than that; `messages`: of each place the latest. 0 means all.
    """

    enabled: bool = True
    days: int = 0
    messages: int = 0


KEEP_ALL: Final = Keeping()


class Retention:
    """Deletes from the archive. `clock` gives nanoseconds since the Unix epoch."""

    def __init__(
        self,
        db: sqlite3.Connection,
        shelves: Shelves,
        transaction: Callable[[], AbstractContextManager[None]],
        clock: Callable[[], int] = time.time_ns,
    ) -> None:
        self._db = db
        self._shelves = shelves
        self._transaction = transaction
        self._clock = clock
        self._counted = KEEP_ALL
        self._looked_at = 0  # the places up to this one have been counted since the start

    def step(self, keeping: Keeping) -> int:
        """Delete some of what is not to be kept; returns how many. Raises sqlite3.Error."""
        numbers, place = self._too_old(keeping), None
        if not numbers and keeping.messages:
            numbers, place = self._too_many(keeping)
        if numbers:
            with self._transaction():
                self._shelves.remove(numbers, place)
        return len(numbers)

    def _too_old(self, keeping: Keeping) -> list[int]:
        if not keeping.days:
            return []
        oldest = first_of(self._clock() // 1_000_000 - keeping.days * _DAY)
        return [number for (number,) in self._db.execute(_TOO_OLD, (oldest, AT_ONCE))]

    def _too_many(self, keeping: Keeping) -> tuple[list[int], int | None]:
        """Of the first place that has too many. At the start of all, later of those in use."""
        while (place := self._next_place(keeping)) is not None:
            surplus = self._db.execute(_LAST_TOO_MANY, (place, keeping.messages)).fetchone()
            if surplus is not None:
                found = self._db.execute(_TOO_MANY, (place, surplus[0], AT_ONCE)).fetchall()
                self._shelves.touched[place] = None  # there may be more
                return [number for (number,) in found], place
        return [], None

    def _next_place(self, keeping: Keeping) -> int | None:
        if keeping != self._counted:
            self._counted, self._looked_at = keeping, 0
        following = "SELECT min(place) FROM places WHERE place > ?"
        (place,) = self._db.execute(following, (self._looked_at,)).fetchone()
        if place is not None:
            self._looked_at = int(place)
            return self._looked_at
        return self._shelves.touched.popitem()[0] if self._shelves.touched else None
