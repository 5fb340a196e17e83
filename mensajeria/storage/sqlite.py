"""`SqliteJournal`: the engine's journal on SQLite, with a thread of its own that writes.

What each durability promises, and how it is tested, is in docs/durability.md.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

from mensajeria.chat.events import Event
from mensajeria.chat.records import Record
from mensajeria.storage.archive.moving import STEP
from mensajeria.storage.archive.retention import KEEP_ALL, Keeping
from mensajeria.storage.errors import reason
from mensajeria.storage.memory import OnStored
from mensajeria.storage.opening import Durability, make_folder, open_database, take_lock
from mensajeria.storage.records import read_records
from mensajeria.storage.writer import Writer

LULL: Final = 0.1
"""Seconds without anything to store after which searches may get what they look through. Under load
there is none, although there are moments in which nothing waits: the next batch gathers."""

SOON: Final = 1.0
"""Seconds without anything to store after which what is left is moved to the archive, too."""

SELDOM: Final = 60.0
"""Seconds after which somebody looks whether something has become too old."""

LAG: Final = 8 * STEP
"""Events that may wait for the archive; questions have to look through them one by one."""

UNFILLED: Final = 65_536
"""Events, about, that searches may have to look through one by one, if there is no lull: at most a
third of a second, in a thread of theirs."""

_log = logging.getLogger(__name__)


class SqliteJournal:
    """The journal in `folder`, which is made if need be and is this process's until `close`.

    `on_stored` is called from the writer's thread with the outcome of each `append`, in order; it
    must not raise or block. Opening raises `StorageError`.
    """

    def __init__(
        self,
        folder: Path,
        on_stored: OnStored,
        durability: Durability = "power",
        keeping: Keeping = KEEP_ALL,
    ) -> None:
        self.folder = folder
        self._on_stored = on_stored
        self._closed = False
        make_folder(folder, durability)
        self._lock = take_lock(folder)
        try:
            self._writer = Writer(open_database(folder, durability), keeping)
            self._catch_up()
        except BaseException:
            self._lock.release()
            raise
        self._queue: SimpleQueue[Sequence[Event] | None] = SimpleQueue()
        # A daemon, so that a server that dies of a bug does not hang: what is not committed yet
        # has not been shown to anybody.
        self._thread = Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()

    def append(self, events: Sequence[Event]) -> None:
        """See `engine.ports.Journal`. Storing nothing leaves no row, but tells whether it works."""
        self._queue.put(events)

    def records(self, kinds: Iterable[type[Record]]) -> Iterator[Record]:
        """What is remembered of these kinds, in the same order every time."""
        return read_records(self.folder, kinds)

    @property
    def latest(self) -> int:
        """When the last of what was there at the start had happened (ms), or 0."""
        return self._writer.latest

    def keep(self, keeping: Keeping) -> None:
        """Do so from now on with what is stored, and what was."""
        self._writer.keeping = keeping

    def close(self) -> None:
        """Store what was appended, then end the thread and let others have the folder."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
            self._thread.join()
            self._lock.release()

    def _work(self) -> None:
        trouble = None
        try:
            while (events := self._next()) is not None:
                error = self._store(events)
                if error != trouble:
                    trouble = error
                    _log.warning(
                        "storing works again" if error is None else f"cannot store: {error}"
                    )
                self._on_stored(error)
                self._writer.tidy()
        finally:
            self._writer.close()

    def _catch_up(self) -> None:
        """An earlier process may have left more than questions should have to look through."""
        while self._writer.waiting > LAG and self._writer.move():
            self._writer.tidy()

    def _next(self) -> Sequence[Event] | None:
        """What is to be stored next. Meanwhile, and while the last batch is shown, keep house."""
        if self._writer.waiting > LAG:
            self._writer.move()
        silence = pause = 0.0
        while True:
            try:
                return self._queue.get(timeout=pause)
            except Empty:
                silence += pause
                pause = self._keep_house(silence)

    def _keep_house(self, silence: float) -> float:
        """Do some of what may be done after so many seconds of silence; how long the rest can wait.

        Moves some, deletes some, has some found.
        """
        writer = self._writer
        moved = (writer.waiting >= STEP or silence >= SOON) and writer.move()
        filled = (writer.unfilled > UNFILLED or silence >= LULL) and writer.fill()
        deleted = writer.expire()
        if moved or filled or deleted or silence >= SOON:
            writer.tidy()
        if deleted or filled or (moved and writer.waiting >= STEP):
            return 0.0
        if silence < LULL:
            return LULL
        return SOON if writer.waiting or writer.erased else SELDOM

    def _store(self, events: Sequence[Event]) -> str | None:
        """None, or why not. Never raises: the engine waits for the answer, whatever it is."""
        try:
            self._writer.write(events)
        except sqlite3.Error as error:
            return reason(error)
        except Exception:
            _log.exception("could not store %d events", len(events))
            return "something went wrong here; it has been noted"
        return None
