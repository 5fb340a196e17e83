"""Records <-> their table: one row for each, replaced or deleted in the batch that says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec

from mensajeria.chat.records import Record, Recorded
from mensajeria.storage.codec import Unreadable
from mensajeria.storage.opening import DATABASE

Change = tuple[str, str, bytes | None]
"""Kind, key and what is remembered; None deletes it."""

_KEEP: Final = "INSERT OR REPLACE INTO records (kind, key, record) VALUES (?, ?, ?)"
_DELETE: Final = "DELETE FROM records WHERE kind = ? AND key = ?"
_READ: Final = "SELECT record FROM records WHERE kind = ? ORDER BY key"
_encode = msgspec.msgpack.Encoder().encode


def encode_record(record: Record) -> bytes:
    """msgpack of its fields by name."""
    return _encode(record)


def decode_record(kind: type[Record], row: bytes) -> Record:
    """The record in a row of that kind. Raises `Unreadable`."""
    try:
        return msgspec.msgpack.decode(row, type=kind)
    except msgspec.DecodeError as error:
        raise Unreadable(str(error)) from error


def changes(events: Iterable[Recorded]) -> list[Change]:
    """What these events change, in order."""
    return [
        (each.kind.__name__, each.key, None if each.record is None else encode_record(each.record))
        for each in events
    ]


def apply(db: sqlite3.Connection, changed: Sequence[Change]) -> None:
    """Within the caller's transaction. Raises sqlite3.Error."""
    for kind, key, record in changed:
        if record is None:
            db.execute(_DELETE, (kind, key))
        else:
            db.execute(_KEEP, (kind, key, record))


def read_records(folder: Path, kinds: Iterable[type[Record]]) -> Iterator[Record]:
    """What `folder` remembers of these kinds, kind by kind and sorted by key.

    Kinds that nobody asks for (of a later version) stay where they are. Raises sqlite3.Error,
    `codec.Unreadable`.
    """
    address = f"{(folder / DATABASE).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as db:
        for kind in sorted(kinds, key=lambda each: each.__name__):
            for (row,) in db.execute(_READ, (kind.__name__,)):
                yield decode_record(kind, row)
