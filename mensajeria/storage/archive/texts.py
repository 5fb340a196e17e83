"""The table that searches look through: the folded texts of each place, some to a row.

It is filled behind the archive, by number, when nobody waits. Small rows, as each message is added
to the last one of its place; deleting one leaves nothing of it, which a full-text index would
(docs/adr/0011).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from struct import pack, unpack
from typing import Final

from mensajeria.chat.places import is_message, places
from mensajeria.storage.archive.answers import Range
from mensajeria.storage.archive.numbers import Numbered
from mensajeria.storage.archive.wanted import Lines, Wanted, as_lines
from mensajeria.storage.codec import decode

STEP: Final = 1024
"""Events of one step: a transaction of some milliseconds. With fewer, each place gets so few that
most of the work is to write its last row again."""

ROOM: Final = 3_000
"""Bytes after which a row is full: about what a page of the database has room for."""

_NEXT: Final = "SELECT number, event FROM events WHERE number > ? ORDER BY number LIMIT ?"
_LAST_ROW: Final = """SELECT row, numbers, lines FROM texts
    WHERE place = ? AND first <= ? ORDER BY first DESC LIMIT 1"""
_ADD: Final = "INSERT INTO texts (place, first, numbers, lines) VALUES (?, ?, ?, ?)"
_CHANGE: Final = "UPDATE texts SET first = ?, numbers = ?, lines = ? WHERE row = ?"
_ROWS: Final = "SELECT numbers, lines FROM texts WHERE place = ? AND first < ? AND first >= ?"


def filled_to(db: sqlite3.Connection) -> int:
    """The number of the last event whose text is in the table, if it has one."""
    return int(db.execute("SELECT coalesce(max(number), 0) FROM filled").fetchone()[0])


class Texts:
    """Puts texts into the table, and takes them out again. All raise sqlite3.Error."""

    def __init__(
        self,
        db: sqlite3.Connection,
        transaction: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._db = db
        self._transaction = transaction

    def step(self) -> int:
        """Add what the archive has got since; returns how many events were looked at.

        Raises `codec.Unreadable` too.
        """
        after = filled_to(self._db)
        rows = self._db.execute(_NEXT, (after, STEP)).fetchall()
        if rows:
            events = [(number, decode(event)[0]) for number, event in rows]
            with self._transaction():
                for name, said in _by_place(events).items():
                    self._add(name, said)
                self._db.execute("DELETE FROM filled")
                self._db.execute("INSERT INTO filled VALUES (?)", (rows[-1][0],))
        return len(rows)

    def clear(self) -> None:
        """Begin anew, in the caller's transaction."""
        self._db.execute("DELETE FROM texts")
        self._db.execute("DELETE FROM filled")

    def remove(self, place: int | None, number: int) -> None:
        """Take out the text of the message with that number, if it is there."""
        row = self._db.execute(_LAST_ROW, (place, number)).fetchone()
        numbers = _numbers(row[1]) if row is not None else []
        if number not in numbers:
            return
        at = numbers.index(number)
        lines = row[2].split(b"\n")
        del numbers[at], lines[at]
        if numbers:
            self._db.execute(_CHANGE, (numbers[0], _packed(numbers), b"\n".join(lines), row[0]))
        else:
            self._db.execute("DELETE FROM texts WHERE row = ?", (row[0],))

    def _add(self, name: str, said: Sequence[Numbered]) -> None:
        found = self._db.execute("SELECT place FROM places WHERE name = ?", (name,)).fetchone()
        if found is None:
            return
        numbers = [number for number, _ in said]
        lines = as_lines(event for _, event in said)
        row = self._db.execute(_LAST_ROW, (found[0], numbers[0])).fetchone()
        if row is not None and len(row[2]) + len(lines) <= ROOM:
            numbers = [*_numbers(row[1]), *numbers]
            self._db.execute(
                _CHANGE, (numbers[0], _packed(numbers), row[2] + b"\n" + lines, row[0])
            )
            return
        for start, end in _portions(lines):
            part = b"\n".join(lines.split(b"\n")[start:end])
            self._db.execute(_ADD, (found[0], numbers[start], _packed(numbers[start:end]), part))


def _by_place(events: Sequence[Numbered]) -> dict[str, list[Numbered]]:
    found: dict[str, list[Numbered]] = defaultdict(list)
    for number, event in events:
        if is_message(event):
            for name in places(event):
                found[name].append((number, event))
    return found


def _portions(lines: Lines) -> Iterator[tuple[int, int]]:
    """From which line to below which one they fit into a row."""
    start = size = 0
    split = lines.split(b"\n")
    for place, line in enumerate(split):
        if size and size + len(line) > ROOM:
            yield start, place
            start, size = place, 0
        size += len(line) + 1
    yield start, len(split)


def _packed(numbers: Sequence[int]) -> bytes:
    return pack(f"<{len(numbers)}Q", *numbers)


def _numbers(packed: bytes) -> list[int]:
    return list(unpack(f"<{len(packed) // 8}Q", packed))


def matching(
    db: sqlite3.Connection, place: int, within: Range, wanted: Wanted, tired: Callable[[], bool]
) -> Iterator[int]:
    """The numbers of the messages of a place that are wanted, in the order of the range."""
    (low,) = db.execute(
        "SELECT coalesce(max(first), 0) FROM texts WHERE place = ? AND first <= ?",
        (place, within.low),
    ).fetchone()
    order = "DESC" if within.newest else "ASC"
    for packed, lines in db.execute(f"{_ROWS} ORDER BY first {order}", (place, within.high, low)):
        if tired():
            return
        found = wanted.among(lines)
        if found:
            numbers = _numbers(packed)
            for at in reversed(found) if within.newest else found:
                if within.low <= numbers[at] < within.high:
                    yield numbers[at]
