"""Forgetting somebody: all that they did is deleted, and their side of every conversation.

For a folder that no server uses. Each step is a transaction: who is interrupted does it again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

from mensajeria.chat.events import Event, Kicked
from mensajeria.storage.archive.tables import Shelves
from mensajeria.storage.codec import decode
from mensajeria.wire.casemapping import Folded, fold

STEP: Final = 1_000

_SOME: Final = "SELECT number, event FROM events WHERE number > ? ORDER BY number LIMIT ?"
_VIEWS: Final = "SELECT place FROM places WHERE name > ? AND name < ?"
_IN_VIEW: Final = "SELECT number FROM placed WHERE place = ? LIMIT ?"
_EMPTY: Final = """DELETE FROM places
    WHERE NOT EXISTS (SELECT 1 FROM placed WHERE placed.place = places.place)"""

Transaction = Callable[[], AbstractContextManager[None]]
Progress = Callable[[int], object]
"""Told how many events have been looked at."""


def is_by(event: Event, name: Folded) -> bool:
    """Whether it is what the account of that name did or, without an account, somebody so called;
    or that they were put out of a channel."""
    people = (event.by, event.whom) if isinstance(event, Kicked) else (event.by,)
    return any(fold(person.account or person.nick) == name for person in people)


def forget(
    db: sqlite3.Connection,
    shelves: Shelves,
    transaction: Transaction,
    name: Folded,
    progress: Progress,
) -> int:
    """Of what is in the archive. Gives how many events. Raises sqlite3.Error, `Unreadable`."""
    forgotten = _by(db, shelves, transaction, name, progress)
    # "!" comes after " ": all names that begin with the owner and a space
    for (place,) in db.execute(_VIEWS, (f"={name} ", f"={name}!")).fetchall():
        while numbers := [number for (number,) in db.execute(_IN_VIEW, (place, STEP))]:
            with transaction():
                shelves.remove(numbers, place)
    with transaction():
        db.execute(_EMPTY)
    return forgotten


def _by(
    db: sqlite3.Connection,
    shelves: Shelves,
    transaction: Transaction,
    name: Folded,
    progress: Progress,
) -> int:
    after = seen = forgotten = 0
    while rows := db.execute(_SOME, (after, STEP)).fetchall():
        theirs = [number for number, row in rows if is_by(decode(row)[0], name)]
        if theirs:
            with transaction():
                shelves.remove(theirs)
        after, seen, forgotten = rows[-1][0], seen + len(rows), forgotten + len(theirs)
        progress(seen)
    return forgotten
