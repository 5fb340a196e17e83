"""From nothing, and from every earlier version, to the present one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from mensajeria.storage.schema import APPLICATION, STEPS, NotOurs, Step, TooNew, migrate


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


def value(db: sqlite3.Connection, question: str) -> object:
    return db.execute(question).fetchone()[0]


def tables(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    return db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_an_empty_database_gets_everything(db: sqlite3.Connection) -> None:
    migrate(db)
    assert value(db, "PRAGMA user_version") == len(STEPS)
    assert value(db, "PRAGMA application_id") == APPLICATION
    names = [name for name, sql in tables(db) if sql]
    assert names == [
        "edits",
        "events",
        "events_by_msgid",
        "filled",
        "journal",
        "placed",
        "places",
        "records",
        "texts",
        "texts_by_place",
    ]


@pytest.mark.parametrize("version", range(1, len(STEPS) + 1))
def test_every_earlier_version_becomes_the_present_one(
    db: sqlite3.Connection, version: int
) -> None:
    migrate(db, STEPS[:version])
    db.execute("INSERT INTO journal (seq, first_at, last_at, events) VALUES (7, 1, 2, x'00')")
    migrate(db)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        assert tables(db) == tables(fresh)
    assert value(db, "PRAGMA user_version") == len(STEPS)
    assert value(db, "SELECT seq FROM journal") == 7


NEXT: Step = ("CREATE TABLE later (a)", "INSERT INTO later VALUES (1)")
BROKEN: Step = ("CREATE TABLE broken (a)", "INSERT INTO nowhere VALUES (1)")


def test_only_the_steps_that_are_missing_are_taken(db: sqlite3.Connection) -> None:
    migrate(db)
    migrate(db, [*STEPS, NEXT])
    migrate(db, [*STEPS, NEXT])
    assert value(db, "SELECT count(*) FROM later") == 1


def test_all_steps_are_taken_or_none(db: sqlite3.Connection) -> None:
    migrate(db)
    before = tables(db)
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, [*STEPS, NEXT, BROKEN])
    assert tables(db) == before
    assert value(db, "PRAGMA user_version") == len(STEPS)


def test_a_newer_database_is_left_alone(db: sqlite3.Connection) -> None:
    migrate(db, [*STEPS, NEXT])
    before = tables(db)
    with pytest.raises(TooNew):
        migrate(db)
    assert tables(db) == before


@pytest.mark.parametrize(
    "made", ["CREATE TABLE theirs (a)", "PRAGMA user_version = 3", "PRAGMA application_id = 3"]
)
def test_a_database_of_another_program_is_left_alone(db: sqlite3.Connection, made: str) -> None:
    db.execute(made)
    before = tables(db)
    with pytest.raises(NotOurs):
        migrate(db)
    assert tables(db) == before
