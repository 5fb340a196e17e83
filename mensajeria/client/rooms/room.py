"""`Room`: what was said in one place, in order, and how much of it was not read yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final, TypeGuard

from mensajeria.client.happenings import Spot
from mensajeria.client.rooms.deeds import Deed
from mensajeria.client.rooms.entries import Begun, Entry, Fate, Gap, Identity, Spoken, identity

MOST_ENTRIES: Final = 20_000
_DROPPED_AT_ONCE: Final = 1000
MOST_DEEDS: Final = 2000
"""Done to messages that are not shown (yet)."""


class Kind(Enum):
    """What a room is on the server."""

    SERVER = "what the server tells"
    CHANNEL = "a channel"
    PERSON = "one person"


def nobody(_entry: Entry | None) -> None:
    """Watches nothing."""


def nothing() -> None:
    """Follows from nothing."""


def is_kept(entry: Entry) -> TypeGuard[Spoken]:
    """Whether the server has it, too, and it can be named."""
    return isinstance(entry, Spoken) and entry.kept


@dataclass(frozen=True)
class Request:
    """A page of history that is under way. `gap`: to be filled by it, from above if `downwards`;
    `then`: what follows from the answer; `spots`: from where to where, None for no matter where;
    `by_time`: these were named by their times, though they have ids.
    """

    verb: str
    gap: Gap | None = None
    downwards: bool = False
    then: Callable[[], None] = nothing
    spots: tuple[Spot | None, ...] = ()
    by_time: bool = False


class Room:
    """`watch` is called with each entry that was added or changed; None for everything anew."""

    def __init__(self, name: str, kind: Kind) -> None:
        self.name = name
        self.kind = kind
        self.topic = ""
        self.by_invitation = False
        """Somebody has invited us into it, which is all that it was opened for."""
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
        self.asked: list[Request] = []
        """The pages of history that are under way (`past`), answered in this order."""
        self.pages = 0
        """How many followed without anybody asking for more."""
        self.top: Spot | None = None
        """Where the earliest page of history begins."""
        self.deeds: list[Deed] = []
        """Done to messages that are not shown (yet)."""
        self.watch: Callable[[Entry | None], None] = nobody

    def keep(self, deed: Deed) -> None:
        """Something was done to a message that is not shown (yet)."""
        self.deeds = [*self.deeds, deed][-MOST_DEEDS:]

    def add(self, entry: Entry) -> None:
        """Show something, as the latest."""
        self.entries.append(entry)
        if len(self.entries) > MOST_ENTRIES:
            del self.entries[:_DROPPED_AT_ONCE]
            self.top = None
            self.watch(None)
        else:
            self.watch(entry)

    def changed(self, entry: Entry) -> None:
        self.watch(entry)

    def trim(self) -> None:
        """Who has scrolled back very far no longer has the latest at hand, but can get it."""
        rest = self.entries[MOST_ENTRIES:]
        latest = next(filter(is_kept, reversed(self.entries[:MOST_ENTRIES])), None)
        if latest is None or not any(map(is_kept, rest)):
            return
        unsaid = [e for e in rest if isinstance(e, Spoken) and e.fate is not Fate.SAID]
        self.entries[MOST_ENTRIES:] = [Gap(latest.at, latest.spot), *unsaid]

    # What the server has of it

    @property
    def complete(self) -> bool:
        """Whether the server has nothing before the first entry."""
        return bool(self.entries) and isinstance(self.entries[0], Begun)

    def first_kept(self) -> Spoken | None:
        return next(filter(is_kept, self.entries), None)

    def latest_kept(self) -> Spoken | None:
        return next(filter(is_kept, reversed(self.entries)), None)

    def known(self) -> set[Identity]:
        """All messages that are shown."""
        return {entry.identity for entry in filter(is_kept, self.entries)}

    def count(self, entry: Entry, *, mention: bool) -> None:
        """Something to read came while nobody was looking."""
        self.new_from = self.new_from if self.unread else entry
        self.unread += 1
        self.mentions += mention

    def entered(self) -> None:
        """Somebody looks now: the count begins anew, the line above what is new stays."""
        self.unread = self.mentions = 0

    def left(self) -> None:
        """All there is has been seen, and nobody looks for what is new in it any more."""
        if self.new_from is not None:
            self.new_from = None
            self.watch(None)

    def message(self, msgid: str) -> Spoken | None:
        """What the server calls so, if it is shown."""
        if not msgid:
            return None
        spoken = (e for e in reversed(self.entries) if isinstance(e, Spoken))
        return next((entry for entry in spoken if entry.msgid == msgid), None)

    def like(self, spot: Spot, by: str, text: str) -> Spoken | None:
        """The message of this id, or where there are none, what was said so then."""
        wanted = identity(spot.msgid, spot.at, by, text)
        spoken = (e for e in reversed(self.entries) if isinstance(e, Spoken))
        return next((e for e in spoken if e.identity == wanted), None)

    def to_end(self, entry: Entry) -> None:
        """Something that is shown already has its place after all the rest."""
        if self.entries and self.entries[-1] is entry:
            self.watch(entry)
            return
        place = len(self.entries) - 1
        while place >= 0 and self.entries[place] is not entry:  # nearly always one of the latest
            place -= 1
        if place >= 0:  # else it is shown no longer, there was so much
            del self.entries[place]
            self.entries.append(entry)
            self.watch(None)

    def remove(self, entry: Entry) -> None:
        """Show it no longer, if it still is."""
        if entry in self.entries:
            self.entries.remove(entry)
            self.watch(None)
