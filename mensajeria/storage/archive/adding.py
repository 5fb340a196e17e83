"""`Past`: adds to the history what happened elsewhere or earlier, to a folder that no server uses.

What is there already is not added again, so that the same may be brought in twice, or more of it
later: an event with a known message id, or a message that the same nick said in the same words
within the same second (or minute: as exactly as its source knew the time), as often as it is there.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final, cast

from mensajeria.chat.events import Event, Said
from mensajeria.chat.places import places
from mensajeria.languages import _
from mensajeria.storage.archive.answers import Range
from mensajeria.storage.archive.numbers import LAST, first_of
from mensajeria.storage.archive.tables import Shelves, Tables
from mensajeria.storage.archive.texts import Texts
from mensajeria.storage.errors import StorageError
from mensajeria.storage.opening import DATABASE, explained, make_folder, open_database, take_lock
from mensajeria.storage.writer import Writer
from mensajeria.wire.casemapping import Folded, fold

_LOG_PAGES: Final = 1000
"""Pages in the log after which SQLite moves it into the database by itself."""


class Past:
    """Each call is one transaction: all of it, or nothing. Raises sqlite3.Error."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._texts = Texts(db, self._transaction)
        self._shelves = Shelves(db, self._texts)
        self._tables = Tables(db)
        self._changed = False

    def add(self, events: Iterable[Event]) -> int:
        """Add those whose message ids are not known in their places; returns how many."""
        with self._transaction():
            return sum(self._add(event) for event in events)

    def add_said(self, messages: Sequence[Said], until: int) -> int:
        """Add those of one channel and stretch of time, from the first to before `until` (ms),
        that are not there; returns how many."""
        key = messages[0].key
        there = Counter(map(_words, self._said(key, messages[0].at, until)))
        with self._transaction():
            added = 0
            for message in messages:
                if there[_words(message)]:
                    there[_words(message)] -= 1
                else:
                    self._put(message)
                    added += 1
            return added

    def finish(self) -> None:
        """Make findable by its words what was added; if not here, the server does it later."""
        while self._changed and self._texts.step():
            pass

    def _add(self, event: Event) -> bool:
        if self._tables.number_of(event.msgid, places(event)) is not None:
            return False
        self._put(event)
        return True

    def _put(self, event: Event) -> None:
        if not self._changed:
            self._texts.clear()  # it is filled in order, and this comes before what it has
            self._changed = True
        self._shelves.put_between(event)

    def _said(self, key: Folded, since: int, until: int) -> list[Said]:
        wanted = Range(key, True, first_of(since), first_of(until), LAST, newest=False)
        return [cast(Said, event) for _, event in self._tables.within(wanted)]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._shelves.forget()
            self._changed = False
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise


@contextmanager
def past_of(folder: Path) -> Iterator[Past]:
    """The history of a folder, which is ours for the time being. Raises `StorageError`."""
    make_folder(folder, "power")
    lock = take_lock(folder)
    try:
        with explained(folder / DATABASE), closing(open_database(folder, "power")) as db:
            db.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
            _put_all_away(db)
            past = Past(db)
            yield past
            past.finish()
    finally:
        lock.release()


def _put_all_away(db: sqlite3.Connection) -> None:
    """What the journal has came before what is still to happen, and after what is there."""
    writer = Writer(db)
    while writer.move():
        pass
    if db.execute("SELECT 1 FROM journal").fetchone():
        raise StorageError(_("something in the database cannot be read; nothing was added"))


def _words(message: Said) -> tuple[Folded, str, str]:
    return fold(message.by.nick), message.verb, message.text
