"""`Room`: what was said in one place, in order, and how much of it was not read yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Final

from mensajeria.client.rooms.entries import Entry, Fate, Spoken

MOST_ENTRIES: Final = 20_000
_DROPPED_AT_ONCE: Final = 1000


class Kind(Enum):
    """What a room is on the server."""

    SERVER = "what the server tells"
    CHANNEL = "a channel"
    PERSON = "one person"


def nobody(_entry: Entry | None) -> None:
    """Watches nothing."""


class Room:
    """`watch` is called with each entry that was added or changed; None for everything anew."""

    def __init__(self, name: str, kind: Kind) -> None:
        self.name = name
        self.kind = kind
        self.topic = ""
        self.inside = kind is not Kind.CHANNEL
        self.entries: list[Entry] = []
        self.unread = 0
        self.mentions = 0
        self.new_from: Entry | None = None
        """The first that had not been read when the room was last looked into."""
        self.draft = ""
        self.muted = False
        """Nobody is called to it."""
        self.read_until: datetime | None = None
        self.asked = ""
        """The page of history that is under way (`past`); and how many of a gap were asked for."""
        self.pages = 0
        self.complete = False
        """Whether there is nothing before the first entry."""
        self.watch: Callable[[Entry | None], None] = nobody

    def add(self, entry: Entry) -> None:
        """Show something, as the latest."""
        self.entries.append(entry)
        if len(self.entries) > MOST_ENTRIES:
            del self.entries[:_DROPPED_AT_ONCE]
            self.watch(None)
        else:
            self.watch(entry)

    def changed(self, entry: Entry) -> None:
        self.watch(entry)

    def count(self, entry: Entry, *, mention: bool) -> None:
        """Something to read came while nobody was looking."""
        self.new_from = self.new_from if self.unread else entry
        self.unread += 1
        self.mentions += mention

    def entered(self) -> None:
        """Somebody looks now: the count begins anew, the line above what is new stays."""
        self.unread = self.mentions = 0

    def left(self) -> None:
        """Nobody looks any more: all there is has been seen."""
        self.new_from = None

    def pending(self, text: str, kind: str) -> Spoken | None:
        """The oldest of our lines under way that says this."""
        return self._find(lambda s: s.fate is Fate.PENDING and (s.text, s.kind) == (text, kind))

    def message(self, msgid: str) -> Spoken | None:
        """What the server calls so, if it is shown."""
        if not msgid:
            return None
        spoken = (e for e in reversed(self.entries) if isinstance(e, Spoken))
        return next((entry for entry in spoken if entry.msgid == msgid), None)

    def numbered(self, number: int) -> Spoken | None:
        """Our line with this number."""
        return self._find(lambda s: s.number == number)

    def settle(self, entry: Spoken) -> None:
        """The server has said one of our lines: its place is after all that was said before."""
        entry.fate = Fate.SAID
        if self.entries[-1] is entry:
            self.watch(entry)
            return
        self.entries.remove(entry)
        self.entries.append(entry)
        self.watch(None)

    def remove(self, entry: Entry) -> None:
        self.entries.remove(entry)
        self.watch(None)

    def _find(self, wanted: Callable[[Spoken], bool]) -> Spoken | None:
        """Of our lines not yet said, which are among the latest."""
        unsettled = (
            e for e in self.entries if isinstance(e, Spoken) and e.number and e.fate != Fate.SAID
        )
        return next((entry for entry in unsettled if wanted(entry)), None)
