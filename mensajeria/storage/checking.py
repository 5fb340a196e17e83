"""Looking at a database without being its server: whether it is in order, and how new it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from mensajeria.storage.archive.numbers import time_of
from mensajeria.storage.opening import DATABASE


def why_damaged(folder: Path) -> str | None:
    """What SQLite finds wrong with the database; "" for nothing, None if there is none."""
    if not (folder / DATABASE).exists():
        return None
    try:
        with closing(_read_only(folder)) as db:
            (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return "" if said == "ok" else str(said)


def newest(folder: Path) -> int | None:
    """When the latest event was stored, in ms since the Unix epoch; None if that cannot be told."""
    with suppress(sqlite3.Error), closing(_read_only(folder)) as db:
        journal = db.execute("SELECT last_at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        (archived,) = db.execute("SELECT max(number) FROM events").fetchone()
        times = [*(journal or ()), *([] if archived is None else [time_of(archived)])]
        return max(times, default=None)
    return None


def _read_only(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{(folder / DATABASE).absolute().as_uri()}?mode=ro", uri=True)
