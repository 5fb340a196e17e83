"""`Archive`: answers questions about what was stored, beside a running writer.

Each answer is read in one transaction, in which every event is either in the archive's tables or
still in the journal: so it has all that was stored before, once, however far the moving has got.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Final

from mensajeria.chat.events import Event
from mensajeria.chat.places import places
from mensajeria.engine.history import Conversations, Find, Found, History, Latest, Page, Search
from mensajeria.storage.archive.answers import Range, Source, conversations, find, history, search
from mensajeria.storage.archive.listed import Listed
from mensajeria.storage.archive.numbers import LAST, Numbered
from mensajeria.storage.archive.tables import Tables, last_number, place_of
from mensajeria.storage.archive.wanted import Wanted
from mensajeria.storage.codec import decode
from mensajeria.storage.opening import DATABASE

PATIENCE: Final = 1.0
"""Seconds that a search takes at most; what it has found by then is the answer."""

_AT_ONCE: Final = 1000
_LOT: Final = "SELECT number, event FROM events WHERE number > ? ORDER BY number LIMIT ?"


class Archive:
    """What is in `folder`, for one thread at a time. Raises sqlite3.Error, `codec.Unreadable`."""

    def __init__(self, folder: Path) -> None:
        self._db = _connect(folder)

    def history(self, question: History) -> Page | None:
        with _snapshot(self._db) as source:
            return history(question, source)

    def conversations(self, question: Conversations) -> list[Latest]:
        with _snapshot(self._db) as source:
            return conversations(question, source)

    def find(self, question: Find) -> list[Event]:
        with _snapshot(self._db) as source:
            return find(question, source)

    def search(self, question: Search) -> Found:
        until = time.monotonic() + PATIENCE
        with _snapshot(self._db) as source:
            return search(question, source, lambda: time.monotonic() > until)

    def close(self) -> None:
        self._db.close()


class _Both:
    """Two sources as one; all of the first is before all of the second."""

    def __init__(self, earlier: Source, later: Source) -> None:
        self._sources: Sequence[Source] = (earlier, later)

    def within(self, wanted: Range) -> Iterator[Numbered]:
        return chain.from_iterable(source.within(wanted) for source in self._sources)

    def number_of(self, msgid: str, places: Iterable[str]) -> int | None:
        places = list(places)
        found = (source.number_of(msgid, places) for source in self._sources)
        return next((number for number in found if number is not None), None)

    def with_id(self, msgid: str) -> Iterator[Event]:
        return chain.from_iterable(source.with_id(msgid) for source in self._sources)

    def matching(
        self, wanted: Range, what: Wanted, tired: Callable[[], bool]
    ) -> Iterator[Numbered]:
        sources = reversed(self._sources) if wanted.newest else self._sources
        return chain.from_iterable(each.matching(wanted, what, tired) for each in sources)

    def views_of(self, owner: str) -> list[str]:
        views = chain.from_iterable(source.views_of(owner) for source in self._sources)
        return list(dict.fromkeys(views))


@contextmanager
def _snapshot(db: sqlite3.Connection) -> Iterator[Source]:
    db.execute("BEGIN")
    try:
        yield _Both(Tables(db), Listed(_journal(db), last_number(db)))
    finally:
        db.execute("ROLLBACK")


def everything(folder: Path) -> Iterator[Event]:
    """All events of a folder in order, also those that nobody can ask for.

    Ends with what was stored when it got there; holds nothing between one lot and the next.
    """
    after = 0
    with closing(_connect(folder)) as db:
        while True:
            db.execute("BEGIN")
            lot = db.execute(_LOT, (after, _AT_ONCE)).fetchall()
            rest = list(_journal(db)) if len(lot) < _AT_ONCE else []
            db.execute("ROLLBACK")
            yield from (decode(event)[0] for _, event in lot)
            if len(lot) < _AT_ONCE:
                yield from rest
                return
            after = lot[-1][0]


def of_place(folder: Path, place: str) -> Iterator[Event]:
    """What happened in one place, in order; ends and holds as little as `everything`."""
    after = 0
    with closing(_connect(folder)) as db:
        while True:
            db.execute("BEGIN")
            lot = _lot(db, place, after)
            rest = list(_journal(db)) if len(lot) < _AT_ONCE else []
            db.execute("ROLLBACK")
            yield from (event for _, event in lot)
            if len(lot) < _AT_ONCE:
                yield from (event for event in rest if place in places(event))
                return
            after = lot[-1][0]


def _lot(db: sqlite3.Connection, place: str, after: int) -> list[Numbered]:
    """The next ones that have been put away: messages and other kinds lie in two ranges."""
    found: list[Numbered] = []
    for said in (True, False):
        found += Tables(db).within(Range(place, said, after + 1, LAST, _AT_ONCE, newest=False))
    return sorted(found, key=itemgetter(0))[:_AT_ONCE]


def how_many(folder: Path, place: str) -> int:
    """How many events of a place have been put away, for who wants to show progress."""
    with closing(_connect(folder)) as db:
        counted = "SELECT count(*) FROM placed WHERE place = ?"
        return int(db.execute(counted, (place_of(db, place),)).fetchone()[0])


def _journal(db: sqlite3.Connection) -> Iterator[Event]:
    for (row,) in db.execute("SELECT events FROM journal ORDER BY seq"):
        yield from decode(row)


def _connect(folder: Path) -> sqlite3.Connection:
    address = f"{(folder / DATABASE).absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
