"""The journal on disk, while all is well."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from mensajeria.storage import sqlite, writer
from mensajeria.storage.archive import reading
from mensajeria.storage.archive.moving import STEP
from mensajeria.storage.archive.reading import everything
from mensajeria.storage.opening import DATABASE, LOG_KEPT, Durability, make_folder, open_database
from mensajeria.storage.sqlite import LAG, SqliteJournal
from mensajeria.storage.writer import Writer
from tests.unit.storage.journals import NOW, Waited, said, texts, until


@pytest.mark.parametrize("durability", ["power", "process", "none"])
def test_what_was_stored_is_there_after_a_restart(folder: Path, durability: Durability) -> None:
    first = Waited(folder, durability)
    assert first.store(said("one"), said("two")) is None
    assert first.store(said("three")) is None
    first.close()
    again = Waited(folder, durability)
    assert again.store(said("four")) is None
    assert again.texts() == ["one", "two", "three", "four"]
    again.close()


def test_a_batch_is_one_row_with_its_times(journal: Waited, folder: Path) -> None:
    journal.store(said("one", NOW), said("two", NOW + 5))
    journal.store(said("three", NOW + 9))
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        rows = db.execute("SELECT seq, first_at, last_at FROM journal ORDER BY seq").fetchall()
    assert rows == [(1, NOW, NOW + 5), (2, NOW + 9, NOW + 9)]


@pytest.mark.slow
def test_it_is_moved_to_the_archive_and_stays_as_it_was(journal: Waited, folder: Path) -> None:
    expected = [str(number) for number in range(2 * STEP + 50)]
    for text in expected:
        journal.store(said(text))
        assert journal.texts()[-1] == text
    assert journal.texts() == expected
    journal.close()
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        (left,) = db.execute("SELECT count(*) FROM journal").fetchone()
        (moved,) = db.execute("SELECT count(*) FROM events").fetchone()
    assert left + moved == len(expected)
    assert moved >= STEP


def test_what_is_left_is_moved_when_nobody_says_anything(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "SOON", 0.0)
    journal = Waited(folder)
    journal.store(said("one"), said("two"))
    journal.store(said("three"))
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        until(lambda: db.execute("SELECT count(*) FROM journal").fetchone() == (0,))
    assert journal.texts() == ["one", "two", "three"]
    journal.close()


def filled(folder: Path) -> int:
    """How many messages searches find without looking at each."""
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        (size,) = db.execute("SELECT coalesce(sum(length(numbers)), 0) FROM texts").fetchone()
    return int(size) // 8


def test_what_searches_look_through_waits_for_a_lull(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LULL", 60.0)
    journal = Waited(folder)
    for number in range(STEP + 1):
        journal.store(said(str(number)))
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        until(lambda: db.execute("SELECT count(*) FROM events").fetchone() > (0,))
    journal.store(said("and now it is moved"))
    assert filled(folder) == 0
    monkeypatch.setattr(sqlite, "LULL", 0.0)
    journal.store(said("nothing more"))
    until(lambda: filled(folder) >= STEP)
    journal.close()


def test_what_searches_look_through_does_not_wait_for_ever(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LULL", 60.0)
    monkeypatch.setattr(sqlite, "UNFILLED", 0)
    journal = Waited(folder)
    for number in range(STEP):
        journal.store(said(str(number)))
    until(lambda: filled(folder) == STEP)
    journal.close()


def test_at_the_start_not_too_much_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Writer, "move", lambda writer: False)
    journal = Waited(folder)
    for number in range(LAG + 1):
        journal.store(said(str(number)))
    journal.close()
    monkeypatch.undo()
    again = SqliteJournal(folder, lambda error: None, "none")
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        assert db.execute("SELECT count(*) FROM events").fetchone() > (0,)
    again.close()


def test_a_reader_does_not_keep_the_log_from_being_tidied(
    journal: Waited, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "CHECKPOINT", 64 * 1024)
    monkeypatch.setattr(reading, "_AT_ONCE", 10)
    for number in range(STEP + 50):
        journal.store(said(str(number)))
    events = everything(folder)
    assert texts([next(events)]) == ["0"]
    for _ in range(300):
        journal.store(said("x" * 4000))
    # What was written meanwhile is over two megabytes; the log is reused instead of growing so.
    assert (folder / f"{DATABASE}-wal").stat().st_size < 1024 * 1024
    assert len(list(events)) == STEP + 349


def test_closing_stores_what_was_appended(folder: Path) -> None:
    outcomes: list[str | None] = []
    journal = SqliteJournal(folder, outcomes.append, "none")
    for number in range(50):
        journal.append([said(str(number))])
    journal.close()
    assert outcomes == [None] * 50
    again = Waited(folder)
    assert again.texts() == [str(number) for number in range(50)]
    again.close()


def test_closing_ends_the_thread_and_leaves_one_file_of_data(folder: Path) -> None:
    journal = Waited(folder)
    journal.store(said("hola"))
    journal.close()
    journal.close()
    assert all(thread.name != "journal" for thread in threading.enumerate())
    assert sorted(file.name for file in folder.iterdir()) == ["lock", DATABASE]


def test_the_folder_is_free_even_after_the_writer_died(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda dead: None)

    def gone(error: str | None) -> None:
        raise RuntimeError("the loop is closed")

    journal = SqliteJournal(folder, gone, "none")
    journal.append([said("hola")])
    journal.close()
    again = Waited(folder)
    assert again.texts() == ["hola"]
    again.close()


def test_the_log_shrinks_again(
    journal: Waited, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program kept a transaction open, so that the log could not be reused."""
    journal.store(said("one"))
    log = folder / f"{DATABASE}-wal"
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM journal").fetchone()
        for _ in range(25):
            journal.store(said("x" * 1_000_000))
        assert log.stat().st_size > LOG_KEPT
    for _ in range(10):
        journal.store(said("x" * 1_000_000))
    assert log.stat().st_size <= LOG_KEPT


def test_storing_nothing_succeeds_and_leaves_no_row(journal: Waited) -> None:
    journal.store(said("one"))
    assert journal.store() is None
    journal.store(said("two"))
    assert journal.texts() == ["one", "two"]


@pytest.mark.parametrize(("durability", "level"), [("power", 2), ("process", 1), ("none", 0)])
def test_durability_is_what_sqlite_is_told(
    folder: Path, durability: Durability, level: int
) -> None:
    """SQLite, "PRAGMA synchronous": OFF is 0, NORMAL 1, FULL 2."""
    make_folder(folder, durability)
    with closing(open_database(folder, durability)) as db:
        assert db.execute("PRAGMA synchronous").fetchone() == (level,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
