"""`UnderWay`: lines of ours that are shown, until the server has told of them.

The answer to a label says which line it is about. Without labels it is the one that says the same,
and what confirms a line may come before the server tells of it: a bouncer answers our PING itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mensajeria.client.happenings import Said
from mensajeria.client.rooms.entries import Fate, Spoken
from mensajeria.client.rooms.room import Room

MOST_UNTOLD: Final = 100
"""Lines that do not wait for their answer any more, and of which the server has not told."""


class UnderWay:
    """By their numbers: each with the room that it is shown in."""

    labelled = False
    """Whether the server labels what it tells of our lines: the rest is from other devices."""

    def __init__(self) -> None:
        self._lines: dict[int, tuple[Room, Spoken]] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def begin(self, room: Room, line: Spoken) -> None:
        self._lines[line.number] = (room, line)

    def get(self, number: int) -> tuple[Room, Spoken] | None:
        return self._lines.get(number)

    def like(self, room: Room, said: Said | Spoken) -> Spoken | None:
        """The oldest line of a room that says this."""
        wanted = (said.text, said.kind, said.to_rank)
        same = [e for e in self._in(room) if (e.text, e.kind, e.to_rank) == wanted]
        live = (e for e in same if e.fate is not Fate.UNCERTAIN)  # of which the past knows
        return next(live, None) if isinstance(said, Said) else next(iter(same), None)

    def end(self, room: Room, line: Spoken) -> None:
        """The server has told of a line. It tells in order: of those before it that it has
        confirmed, it will not any more.
        """
        for other in [*self._in(room)]:
            if other is line or (other.fate is Fate.SAID and other.number < line.number):
                del self._lines[other.number]

    def wait(self) -> None:
        """Some were answered, or will not be; whether the server tells of them nobody knows."""
        untold = [n for n, (_room, line) in self._lines.items() if line.fate is not Fate.PENDING]
        for number in untold[:-MOST_UNTOLD]:
            del self._lines[number]

    def drop(self, line: Spoken) -> None:
        """It is not shown any more, or nothing more comes of it."""
        self._lines.pop(line.number, None)

    def _in(self, room: Room) -> Iterator[Spoken]:
        return (line for of, line in self._lines.values() if of is room)
