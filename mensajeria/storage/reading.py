"""Reading the journal back, beside a running writer or without one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from mensajeria.chat.events import Event
from mensajeria.storage.codec import decode
from mensajeria.storage.opening import DATABASE

_AT_ONCE = 200
"""Rows of one query. Between queries nothing is held, so that no reader stops the log's tidying."""


class Batch(NamedTuple):
    """What was stored in one transaction, and its place in the order of all."""

    seq: int
    events: list[Event]


def read(folder: Path, after: int = 0) -> Iterator[Batch]:
    """The batches of the journal in `folder`, in order, from the one that follows `after`.

    Ends with what was stored when it got there. Raises sqlite3.Error, `codec.Unreadable`.
    """
    address = f"{(folder / DATABASE).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as db:
        while rows := _rows(db, after):
            for seq, events in rows:
                yield Batch(seq, decode(events))
            after = rows[-1][0]


def _rows(db: sqlite3.Connection, after: int) -> list[tuple[int, bytes]]:
    query = "SELECT seq, events FROM journal WHERE seq > ? ORDER BY seq LIMIT ?"
    return db.execute(query, (after, _AT_ONCE)).fetchall()
