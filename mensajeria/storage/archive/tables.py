"""The archive's tables: `Shelves` puts events into them, `Tables` finds them again.

Neither knows of threads or of the journal. All raise sqlite3.Error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any, Final

from mensajeria.chat.erasing import edited, without
from mensajeria.chat.events import Event
from mensajeria.chat.places import is_message, places
from mensajeria.storage.archive.answers import Range
from mensajeria.storage.archive.numbers import Numbered, first_of, numbered
from mensajeria.storage.archive.texts import Texts, filled_to, matching
from mensajeria.storage.archive.wanted import Wanted, is_wanted
from mensajeria.storage.codec import decode, encode

ROWS: Final = 100
"""Rows of one statement. Python lets go of its lock for each statement, and under load it takes
milliseconds to get it back; so many values (3 each) every SQLite takes at once."""

KNOWN: Final = 10_000
"""Places whose row is remembered, so that it need not be looked up for each event."""


class Shelves:
    """Puts events away, within the caller's transactions; after a failed one call `forget`."""

    def __init__(self, db: sqlite3.Connection, texts: Texts) -> None:
        self._db = db
        self._texts = texts
        self._known: dict[str, int] = {}
        self.touched: dict[int, None] = {}  # places that got something; whoever counts takes them

    def put(self, events: Iterable[Event]) -> None:
        """Events that follow all that are there."""
        self.put_numbered(numbered(last_number(self._db), events))

    def put_between(self, event: Event) -> None:
        """An event of the past, after those of its millisecond. The server shows its effects to
        nobody: it is for history alone."""
        bounds = first_of(event.at), first_of(event.at + 1)
        (last,) = self._db.execute(_LAST_BETWEEN, bounds).fetchone()
        self.put_numbered([(bounds[0] if last is None else last + 1, event)])

    def put_numbered(self, events: Iterable[Numbered]) -> None:
        """Events under numbers that nothing else has."""
        rows: list[tuple[int, str, bytes]] = []
        placed: list[tuple[int, int, int]] = []
        for number, event in events:
            rows.append((number, event.msgid, encode([event])))
            said = int(is_message(event))
            placed += [(self._place(name), said, number) for name in places(event)]
            if edited(event):
                self._db.execute(_EDIT, (edited(event), number))
        _insert(self._db, "events (number, msgid, event)", rows)
        _insert(self._db, "placed (place, said, number)", sorted(placed))
        self.touched.update(dict.fromkeys(place for place, *_ in placed))

    def remove(self, numbers: Iterable[int], place: int | None = None) -> None:
        """Delete events from one place, or from all; what is in no place any more is gone."""
        for number in numbers:
            (row,) = self._db.execute(_BY_NUMBER, (number,)).fetchone()
            event = decode(row)[0]
            said = int(is_message(event))
            found = {place_of(self._db, name) for name in places(event)}
            gone = found if place is None else {place}
            for each in gone:
                self._db.execute(_UNPLACE, (each, said, number))
                self._texts.remove(each, number)
            if not any(self._db.execute(_IS_PLACED, (each, number)).fetchone() for each in found):
                self._db.execute("DELETE FROM events WHERE number = ?", (number,))
                self._db.execute(_NO_EDIT, (edited(event), number))

    def bury(self, msgid: str) -> None:
        """Put tombstones in the places of the message with that id and of what edits it."""
        for number, row in self._db.execute(_WITH_EDITS, (msgid, msgid)).fetchall():
            (before,) = decode(row)
            (after,) = without([before], {msgid})
            if after is not before:
                self._replace(number, before, after)

    def _replace(self, number: int, before: Event, after: Event) -> None:
        self._db.execute(_REPLACE, (encode([after]), number))
        self._db.execute(_NO_EDIT, (edited(before), number))
        for name in places(after):
            place = place_of(self._db, name)
            self._texts.remove(place, number)
            self._db.execute(_UNPLACE, (place, int(is_message(before)), number))
            self._db.execute(_PLACE, (place, int(is_message(after)), number))

    def forget(self) -> None:
        """What is remembered of the tables may not be so."""
        self._known.clear()
        self.touched.clear()

    def _place(self, name: str) -> int:
        place = self._known.get(name)
        if place is None:
            if len(self._known) >= KNOWN:
                self._known.clear()
            place = self._known[name] = place_of(self._db, name) or self._new(name)
        return place

    def _new(self, name: str) -> int:
        return int(self._db.execute("INSERT INTO places (name) VALUES (?)", (name,)).lastrowid or 0)


class Tables:
    """A `Source` of what has been put away. Read in one transaction, which is the caller's."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def within(self, wanted: Range) -> Iterator[Numbered]:
        place = place_of(self._db, wanted.place)
        bounds = (place, int(wanted.said), wanted.low, wanted.high, wanted.most)
        for number, event in self._db.execute(_NEWEST if wanted.newest else _OLDEST, bounds):
            yield number, decode(event)[0]

    def number_of(self, msgid: str, places: Iterable[str]) -> int | None:
        known = [place_of(self._db, name) for name in places]
        for number, _ in self._db.execute(_BY_MSGID, (msgid,)).fetchall():
            if any(self._db.execute(_IS_PLACED, (place, number)).fetchone() for place in known):
                return int(number)
        return None

    def with_id(self, msgid: str) -> Iterator[Event]:
        for _, event in self._db.execute(_BY_MSGID, (msgid,)):
            yield decode(event)[0]

    def matching(
        self, wanted: Range, what: Wanted, tired: Callable[[], bool]
    ) -> Iterator[Numbered]:
        place = place_of(self._db, wanted.place)
        if place is None:
            return
        filled = filled_to(self._db)
        earlier = self._filled(place, wanted, what, tired)
        later = self._unfilled(place, wanted._replace(low=max(wanted.low, filled + 1)), what, tired)
        yield from chain(later, earlier) if wanted.newest else chain(earlier, later)

    def _filled(
        self, place: int, wanted: Range, what: Wanted, tired: Callable[[], bool]
    ) -> Iterator[Numbered]:
        for number in matching(self._db, place, wanted, what, tired):
            for (event,) in self._db.execute(_BY_NUMBER, (number,)):
                yield number, decode(event)[0]

    def _unfilled(
        self, place: int, wanted: Range, what: Wanted, tired: Callable[[], bool]
    ) -> Iterator[Numbered]:
        bounds = (place, int(wanted.said), wanted.low, wanted.high, -1)
        for number, row in self._db.execute(_NEWEST if wanted.newest else _OLDEST, bounds):
            if tired():
                return
            event = decode(row)[0]
            if is_wanted(event, what):
                yield number, event

    def views_of(self, owner: str) -> list[str]:
        # "!" comes after " ": all names that begin with the owner and a space
        return [name for (name,) in self._db.execute(_VIEWS, (f"{owner} ", f"{owner}!"))]


def last_number(db: sqlite3.Connection) -> int:
    """That of the last event, or 0."""
    return int(db.execute("SELECT coalesce(max(number), 0) FROM events").fetchone()[0])


def place_of(db: sqlite3.Connection, name: str) -> int | None:
    """The row of a place, if anything ever happened there."""
    row = db.execute("SELECT place FROM places WHERE name = ?", (name,)).fetchone()
    return None if row is None else int(row[0])


# CROSS JOIN keeps SQLite to the order that is written: along the place, then to each event.
_FOUND: Final = """SELECT number, event FROM placed CROSS JOIN events USING (number)
    WHERE place = ? AND said = ? AND number >= ? AND number < ?"""
_OLDEST: Final = f"{_FOUND} ORDER BY number LIMIT ?"
_NEWEST: Final = f"{_FOUND} ORDER BY number DESC LIMIT ?"
_LAST_BETWEEN: Final = "SELECT max(number) FROM events WHERE number >= ? AND number < ?"
_BY_MSGID: Final = "SELECT number, event FROM events WHERE msgid = ?"
_WITH_EDITS: Final = """SELECT number, event FROM events WHERE msgid = ?
    UNION SELECT number, event FROM edits JOIN events USING (number) WHERE edits.msgid = ?"""
_EDIT: Final = "INSERT INTO edits (msgid, number) VALUES (?, ?)"
_NO_EDIT: Final = "DELETE FROM edits WHERE msgid = ? AND number = ?"
_BY_NUMBER: Final = "SELECT event FROM events WHERE number = ?"
_REPLACE: Final = "UPDATE events SET event = ? WHERE number = ?"
_PLACE: Final = "INSERT INTO placed (place, said, number) VALUES (?, ?, ?)"
_IS_PLACED: Final = "SELECT 1 FROM placed WHERE place = ? AND said IN (0, 1) AND number = ?"
_UNPLACE: Final = "DELETE FROM placed WHERE place = ? AND said = ? AND number = ?"
_VIEWS: Final = "SELECT name FROM places WHERE name > ? AND name < ?"


def _insert(db: sqlite3.Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    rest = iter(rows)
    while some := list(islice(rest, ROWS)):
        db.execute(_insertion(table, len(some), len(some[0])), list(chain.from_iterable(some)))


@cache
def _insertion(table: str, rows: int, columns: int) -> str:
    row = f"({', '.join('?' * columns)})"
    return f"INSERT INTO {table} VALUES {', '.join([row] * rows)}"
