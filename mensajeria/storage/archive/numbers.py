"""An event's number: when it happened and, among those of the same millisecond, which it was.

One integer orders all events as they were shown, finds a moment without an index of times, and is
the key of their rows. Enough for 1,048,576 events in a millisecond, until the year 2248.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mensajeria.chat.events import Event

_BITS: Final = 20

LAST: Final = (1 << 63) - 1
"""No event's number; SQLite's greatest."""

Numbered = tuple[int, Event]


def first_of(at: int) -> int:
    """The least number of that millisecond, for any integer that a client may name."""
    return max(0, min(at << _BITS, LAST))


def time_of(number: int) -> int:
    """Milliseconds since the Unix epoch."""
    return number >> _BITS


def numbered(after: int, events: Iterable[Event]) -> Iterator[Numbered]:
    """The events with their numbers; `after` is that of the one before them.

    Should the clock have been set back since, they keep their order and borrow its time.
    """
    for event in events:
        after = max(after + 1, first_of(event.at))
        yield after, event
