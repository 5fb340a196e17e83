"""What goes wrong with the disk, in words for people. No recovery here: that is the callers'."""

from __future__ import annotations

import sqlite3


class StorageError(Exception):
    """The data folder cannot be used; str() is one sentence in the reader's language."""


_REASONS = {
    "database or disk is full": "the disk is full",
    "attempt to write a readonly database": "the database is read-only",
    "unable to open database file": "the database cannot be opened",
    "database is locked": "another program has locked the database",
    "database table is locked": "another program has locked the database",
    "disk I/O error": "the disk reports an error",
    "database disk image is malformed": "the database is damaged",
    "file is not a database": "the database is damaged",
}


def reason(error: sqlite3.Error) -> str:
    """A few words on why storing failed, as they go over the wire (so never translated).

    By SQLite's message, since Python tells its code only from 3.11 on.
    """
    return _REASONS.get(str(error), str(error))
