"""`Writer`: puts batches into the database, each wholly or not at all. Knows no threads."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

from mensajeria.chat.erasing import erased_by
from mensajeria.chat.events import Event, Redacted, Retracted
from mensajeria.chat.records import Recorded
from mensajeria.storage import records
from mensajeria.storage.archive import forgetting, texts
from mensajeria.storage.archive.erasing import erase
from mensajeria.storage.archive.forgetting import Progress
from mensajeria.storage.archive.moving import Mover
from mensajeria.storage.archive.numbers import time_of
from mensajeria.storage.archive.retention import KEEP_ALL, Keeping, Retention
from mensajeria.storage.archive.tables import Shelves, last_number
from mensajeria.storage.archive.texts import Texts
from mensajeria.storage.codec import Unreadable, encode
from mensajeria.storage.opening import BUSY
from mensajeria.wire.casemapping import Folded

_log = logging.getLogger(__name__)

CHECKPOINT: Final = 4 * 1024 * 1024
"""Bytes, about, in the write-ahead log before they are moved into the database."""

_NORMAL: Final = 1
"""PRAGMA synchronous: not each commit waits for the disk."""

_PAGE: Final = 4096
_DELETED: Final = 1024
"""Bytes in the log, about, for each event that is deleted."""

_SPECIAL: Final = (Recorded, Redacted, Retracted)
"""What does more than to be written down; a tuple, as it is asked of every event."""

_WRITE: Final = (
    "INSERT OR REPLACE INTO journal (seq, first_at, last_at, events) VALUES (?, ?, ?, ?)"
)


class Writer:
    """Writes batches under numbers that it gives itself, one after the other.

    A commit that fails may still have reached the disk (its fsync failed, not its write), and would
    come back when the log is recovered. So the number of a failed batch is given again: whatever
    is stored next replaces it, and `_void` removes it at once where that is possible.
    """

    def __init__(self, db: sqlite3.Connection, keeping: Keeping = KEEP_ALL) -> None:
        self._db = db
        self._last = int(db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])
        self._logged = CHECKPOINT  # what an earlier process left in the log is unknown
        self.unfilled = 0  # events, about, of ours that searches look through one by one
        self.erased = True  # whether something may be in the log that was deleted for good
        (self._synchronous,) = db.execute("PRAGMA synchronous").fetchone()
        self._texts = Texts(db, self._repeatable)
        shelves = self._shelves = Shelves(db, self._texts)
        self._mover = Mover(db, shelves, self._repeatable)
        self._retention = Retention(db, shelves, self._transaction)
        self.keeping = keeping
        (last,) = db.execute("SELECT coalesce(max(last_at), 0) FROM journal").fetchone()
        self.latest = max(int(last), time_of(last_number(db)))

    def write(self, events: Sequence[Event]) -> None:
        """Store a batch; durable on return. Raises sqlite3.Error: then nothing of it is stored."""
        if not events:
            self._void()
            return
        special = [event for event in events if isinstance(event, _SPECIAL)]
        try:
            if special:
                self._write_also(events, special)
            else:
                self._write_row(events)
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                self._void()
            raise

    @property
    def waiting(self) -> int:
        """How many events, about, are still to be moved to the archive."""
        return self._mover.waiting

    def move(self) -> bool:
        """Move some of them; False if nothing could be moved, and there is no use in trying soon.

        What fails stays where it was, which is as good a place to find it.
        """
        before = self.waiting
        try:
            moved = self._mover.step(keep=self.keeping.enabled)
        except sqlite3.Error:
            return False
        self.unfilled += before - self.waiting
        self._logged += 3 * moved + 8 * _PAGE  # written there, overwritten here; and the indexes
        return moved > 0

    def fill(self) -> bool:
        """Have searches find some more; False if there is no use in going on with that soon."""
        try:
            filled = self._texts.step()
        except sqlite3.Error:
            return False
        except Unreadable:
            _log.exception("the archive cannot be searched any further")
            return False
        self._logged += filled * _DELETED
        more = filled == texts.STEP
        self.unfilled = max(0, self.unfilled - filled) if more else 0
        return more

    def expire(self) -> bool:
        """Delete some of what is not to be kept; False if there was nothing, or it did not work."""
        try:
            deleted = self._retention.step(self.keeping)
        except sqlite3.Error:
            return False
        except Unreadable:
            _log.exception("what is too old or too much cannot be deleted")
            return False
        self._logged += deleted * _DELETED
        return deleted > 0

    def forget(self, name: Folded, progress: Progress) -> int:
        """Delete all that they did (see `archive.forgetting`); gives how many events.

        For a folder that no server uses. Raises sqlite3.Error, `codec.Unreadable`.
        """
        while self.waiting and self.move():
            self.tidy()
        forgotten = forgetting.forget(self._db, self._shelves, self._transaction, name, progress)
        self._shelves.forget()
        self.erased = True
        self.tidy()
        return forgotten

    def tidy(self) -> None:
        """Move the log into the database when it has grown; call when nobody waits.

        What was redacted is in the log until that is emptied: at once, or when no reader needs it.
        """
        if self.erased:
            self.erased = not self._empty_log()
        if self._logged >= CHECKPOINT:
            self._logged = 0
            # PASSIVE waits for nobody. If it fails, the log only grows until the next time.
            with suppress(sqlite3.Error):
                self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def _empty_log(self) -> bool:
        """False if somebody is reading; nobody is waited for."""
        with suppress(sqlite3.Error):
            self._db.execute("PRAGMA busy_timeout = 0")
            try:
                (busy, *_) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self._db.execute(f"PRAGMA busy_timeout = {round(1000 * BUSY)}")
            if not busy:
                self._logged = 0
                return True
        return False

    def close(self) -> None:
        """As the last connection, SQLite also empties the log."""
        self._db.close()

    def _write_row(self, events: Sequence[Event]) -> None:
        row = encode(events)
        self._db.execute(_WRITE, (self._last + 1, events[0].at, events[-1].at, row))
        self._last += 1
        self._mover.stored(self._last, events, len(row))
        self._logged += len(row) + 2 * _PAGE

    def _write_also(self, events: Sequence[Event], special: Sequence[Event]) -> None:
        """Records go to a table of their own, so that nothing of them stays in the journal; what is
        redacted goes from wherever it is."""
        rest = [event for event in events if not isinstance(event, Recorded)]
        changed = records.changes(event for event in special if isinstance(event, Recorded))
        gone = erased_by(special)
        last = self._last
        try:
            with self._transaction():
                records.apply(self._db, changed)
                erase(self._db, self._shelves, gone)
                if rest:
                    self._write_row(rest)
        except BaseException:
            self._last = last
            self._mover.forget()
            raise
        if gone:
            self._mover.forget()
        self._logged += sum(len(record or b"") + 2 * _PAGE for *_, record in changed)
        self.erased = self.erased or bool(gone)

    def _void(self) -> None:
        """Write to the disk and leave no row behind the last one, not even of a failed batch."""
        with self._transaction():
            self._db.execute(_WRITE, (self._last + 1, 0, 0, b""))
            self._db.execute("DELETE FROM journal WHERE seq > ?", (self._last,))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def _repeatable(self) -> Iterator[None]:
        """A transaction that need not wait for the disk: a power cut takes it back as a whole, and
        it is done again. The next batch's commit takes it to the disk, too."""
        self._db.execute(f"PRAGMA synchronous = {min(_NORMAL, self._synchronous)}")
        try:
            with self._transaction():
                yield
        finally:
            self._db.execute(f"PRAGMA synchronous = {self._synchronous}")
