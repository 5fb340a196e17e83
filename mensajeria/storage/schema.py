"""The tables, and the steps from each earlier version of them to the present one.

A database knows how many of the steps it has taken (PRAGMA user_version). Steps are never changed
once released; a new one goes to the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

APPLICATION: Final = 0x6D656E73
"""PRAGMA application_id: "mens". Tells our databases from those of other programs."""

Step = tuple[str, ...]

STEPS: Final[Sequence[Step]] = (
    (
        # One row per batch, until its events are moved to the archive. seq: the order of those
        # that are there, without gaps. first_at, last_at: ms since the Unix epoch.
        """CREATE TABLE journal (
            seq INTEGER PRIMARY KEY,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            events BLOB NOT NULL
        )""",
    ),
    (
        # What is remembered beside the journal (see chat/records.py), as it is now.
        """CREATE TABLE records (
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            record BLOB NOT NULL,
            PRIMARY KEY (kind, key)
        ) WITHOUT ROWID""",
    ),
    (
        # The archive (see archive/): one row per event, and where it is found.
        """CREATE TABLE events (
            number INTEGER PRIMARY KEY,
            msgid TEXT NOT NULL,
            event BLOB NOT NULL
        )""",
        "CREATE INDEX events_by_msgid ON events (msgid)",
        """CREATE TABLE places (
            place INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        )""",
        # said: 1 what somebody said, 0 what else happened.
        """CREATE TABLE placed (
            place INTEGER NOT NULL,
            said INTEGER NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (place, said, number)
        ) WITHOUT ROWID""",
    ),
    (
        # Which events take the place of the message with that id, to be deleted with it.
        """CREATE TABLE edits (
            msgid TEXT NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (msgid, number)
        ) WITHOUT ROWID""",
    ),
    (
        # What searches look through (see archive/texts.py): of some messages of a place their
        # numbers, 8 bytes each, and their folded texts, a line each. first: the first number.
        """CREATE TABLE texts (
            row INTEGER PRIMARY KEY,
            place INTEGER NOT NULL,
            first INTEGER NOT NULL,
            numbers BLOB NOT NULL,
            lines BLOB NOT NULL
        )""",
        "CREATE INDEX texts_by_place ON texts (place, first)",
        # The number of the last event that texts has been filled with; one row, or none.
        "CREATE TABLE filled (number INTEGER PRIMARY KEY)",
    ),
)


class NotOurs(Exception):
    """A database of another program."""


class TooNew(Exception):
    """A database of a later version of mensajeria."""


def migrate(db: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring a database (or an empty one) up to date; all steps or none.

    Raises `NotOurs`, `TooNew` or sqlite3.Error; the database is then as it was.
    """
    done = version(db)
    if done > len(steps):
        raise TooNew
    if done == len(steps):
        return
    with db:  # commits, or rolls back
        db.execute("BEGIN IMMEDIATE")
        for step in steps[done:]:
            for statement in step:
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {len(steps)}")


def version(db: sqlite3.Connection) -> int:
    """How many steps it has taken; 0 if it is empty."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == APPLICATION:
        return int(version)
    if application or version or tables:
        raise NotOurs
    return 0
