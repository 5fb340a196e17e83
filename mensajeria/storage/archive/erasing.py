"""Deleting messages from wherever they are: the archive's tables, and the journal's rows.

All within the transaction that stores the fact that they were deleted: they are gone from the
moment that anybody can know of it, and whatever happens, they never come back. Where they were
there is a tombstone, so that order and numbers of all others stay as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from mensajeria.chat.erasing import without
from mensajeria.storage.archive.tables import Shelves
from mensajeria.storage.codec import decode, encode

_ROWS: Final = "SELECT seq, events FROM journal WHERE instr(events, ?)"
_REPLACE: Final = "UPDATE journal SET events = ? WHERE seq = ?"


def erase(db: sqlite3.Connection, shelves: Shelves, msgids: Iterable[str]) -> None:
    """Within the caller's transaction. Raises sqlite3.Error, `codec.Unreadable`."""
    for msgid in msgids:
        shelves.bury(msgid)
        for seq, row in db.execute(_ROWS, (msgid.encode(),)).fetchall():
            db.execute(_REPLACE, (encode(without(decode(row), {msgid})), seq))
