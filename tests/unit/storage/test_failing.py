"""The disk fails while the server runs: nothing of a failed batch is kept, then on as before."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from mensajeria.storage.archive.reading import everything
from mensajeria.storage.errors import reason
from mensajeria.storage.opening import DATABASE, make_folder, open_database
from mensajeria.storage.writer import Writer
from tests.unit.storage.journals import Waited, said, texts


class Failing:
    """A connection whose next statements fail, with or without having done their work."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.after: list[str] = []  # fail once they are done: the words that they begin with
        self.before: list[str] = []  # fail instead

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        word = statement.split()[0]
        if word in self.before:
            raise sqlite3.OperationalError("disk I/O error")
        cursor = self.db.execute(statement, *values)
        if word in self.after:
            self.after.remove(word)
            raise sqlite3.OperationalError("disk I/O error")
        return cursor


@pytest.fixture
def db(folder: Path) -> Iterator[Failing]:
    make_folder(folder, "none")
    with closing(open_database(folder, "none")) as opened:
        yield Failing(opened)


@pytest.fixture
def writer(db: Failing) -> Writer:
    return Writer(cast(sqlite3.Connection, db))


def stored(folder: Path) -> list[str]:
    return texts(list(everything(folder)))


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """For this process; what would write beyond gets an error (setrlimit(2), RLIMIT_FSIZE)."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_disk_is_full(writer: Writer, db: Failing, folder: Path) -> None:
    writer.write([said("one")])
    (pages,) = db.db.execute("PRAGMA page_count").fetchone()
    db.db.execute(f"PRAGMA max_page_count = {pages}")
    for _ in range(3):
        with pytest.raises(sqlite3.OperationalError) as error:
            writer.write([said("lost " * 2000)])
        assert reason(error.value) == "the disk is full"
    db.db.execute("PRAGMA max_page_count = 1000000")
    writer.write([said("two")])
    assert stored(folder) == ["one", "two"]


def test_the_log_cannot_grow(journal: Waited, folder: Path) -> None:
    expected = [str(number) for number in range(40)]  # more than making the tables has logged
    for text in expected:
        journal.store(said(text))
    with files_no_larger_than((folder / f"{DATABASE}-wal").stat().st_size + 100):
        assert journal.store(said("lost")) == "the disk reports an error"
        assert journal.store(*[said("lost too")] * 100) == "the disk reports an error"
        assert journal.store() == "the disk reports an error"
    assert journal.store(said("then")) is None
    assert journal.texts() == [*expected, "then"]
    journal.close()
    assert stored(folder) == [*expected, "then"]


def test_the_log_cannot_be_tidied(journal: Waited, folder: Path) -> None:
    """Storing goes on; the log is put into the database later."""
    with files_no_larger_than(8 * 1024 * 1024):
        for _ in range(12):
            journal.store(said("x" * 1_000_000))
    assert journal.store(said("the last")) is None
    assert journal.texts()[-1] == "the last"


@pytest.mark.slow
def test_another_program_holds_a_lock(journal: Waited, folder: Path) -> None:
    journal.store(said("one"))
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert journal.store(said("lost")) == "another program has locked the database"
        assert journal.store() == "another program has locked the database"
        other.execute("ROLLBACK")
    assert journal.store(said("two")) is None
    assert journal.texts() == ["one", "two"]


def test_a_failed_batch_that_reached_the_disk_all_the_same_is_removed(
    writer: Writer, db: Failing, folder: Path
) -> None:
    """As when writing succeeds and fsync does not: recovery would find the batch."""
    writer.write([said("one")])
    db.after = ["INSERT"]
    with pytest.raises(sqlite3.OperationalError):
        writer.write([said("lost")])
    assert stored(folder) == ["one"]
    writer.write([said("two")])
    assert stored(folder) == ["one", "two"]


def test_what_could_not_be_removed_at_once_is_replaced(
    writer: Writer, db: Failing, folder: Path
) -> None:
    writer.write([said("one")])
    db.after, db.before = ["INSERT"], ["BEGIN"]
    with pytest.raises(sqlite3.OperationalError):
        writer.write([said("lost")])
    db.before = []
    writer.write([said("two")])
    writer.write([said("three")])
    assert stored(folder) == ["one", "two", "three"]


def test_a_removal_that_fails_half_way_is_rolled_back(
    writer: Writer, db: Failing, folder: Path
) -> None:
    writer.write([said("one")])
    for word in ("INSERT", "DELETE", "COMMIT"):
        db.before = [word]
        with pytest.raises(sqlite3.OperationalError):
            writer.write([])
        assert not db.db.in_transaction
    db.before = []
    writer.write([])
    writer.write([said("two")])
    assert stored(folder) == ["one", "two"]


def test_a_batch_that_nobody_can_write_down_is_answered_too(
    journal: Waited, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug of ours must not leave the engine waiting for ever."""
    with caplog.at_level(logging.CRITICAL):
        assert journal.store(said("\ud800")) == "something went wrong here; it has been noted"
    assert journal.store(said("two")) is None
    assert journal.texts() == ["two"]


def test_the_same_trouble_is_logged_once(
    journal: Waited, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with files_no_larger_than((folder / f"{DATABASE}-wal").stat().st_size + 100):
        for _ in range(3):
            journal.store(said("lost"))
    journal.store(said("one"))
    journal.store(said("two"))
    assert caplog.messages == ["cannot store: the disk reports an error", "storing works again"]


def test_an_error_without_words_of_ours_keeps_its_own() -> None:
    assert reason(sqlite3.OperationalError("no such table: journal")) == "no such table: journal"
