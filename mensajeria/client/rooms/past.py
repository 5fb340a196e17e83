"""`Past`: what was said before somebody looked, asked for page by page (draft/chathistory).

A room that is new gets its latest page; after a lost connection the gap is filled, or stays marked
where it is; scrolling up gets what came before, until there is nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Final

from mensajeria.client.happenings import CameBack, PastTold, Said
from mensajeria.client.rooms.entries import Entry, Noted, Spoken
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.rooms.routing import edited
from mensajeria.client.session import Session

_PAGE: Final = 100
_MOST_PAGES: Final = 10
"""Of a gap; a longer one stays marked."""


class Past:
    """Asks through the session for what the rooms lack."""

    def __init__(self, rooms: Rooms, session: Callable[[], Session]) -> None:
        self._rooms = rooms
        self._session = session

    @property
    def is_kept(self) -> bool:
        """Whether the server keeps what is said, for us to ask for."""
        return "draft/chathistory" in self._session().negotiation.enabled

    def begin(self, room: Room) -> None:
        """We are in this room now, or again."""
        if not self.is_kept or room.kind is Kind.SERVER:
            return
        room.asked = ""  # on a connection that is gone, perhaps
        latest = next((e for e in reversed(room.entries) if _is_kept(e)), None)
        if latest is None:
            self._ask(room, "LATEST", "*")
        elif _gap(room) is not None:
            room.pages = 0
            self._ask(room, "AFTER", _name_of(latest))

    def catch_up(self) -> None:
        """After a lost connection: the rooms of people, which nobody enters."""
        for room in self._rooms.with_people():
            self.begin(room)

    def earlier(self, room: Room) -> None:
        """What was said before all that is shown."""
        if not self.is_kept or room.kind is Kind.SERVER or room.asked or room.complete:
            return
        first = next((e for e in room.entries if _is_kept(e)), None)
        if first is None:
            self._ask(room, "LATEST", "*")
        else:
            self._ask(room, "BEFORE", _name_of(first))

    def told(self, page: PastTold) -> None:
        """A page has come."""
        room = self._rooms.get(page.target)
        if room is None or not room.asked:
            return
        asked, room.asked = room.asked, ""
        known = {e.msgid for e in room.entries if isinstance(e, Spoken) and e.msgid}
        new = [said for said in page.said if said.msgid not in known]
        edits = [said for said in new if said.edits]
        said = [self._spoken(room, said) for said in new if not said.edits]
        if asked == "AFTER":
            self._fill(room, said, len(page.said))
        else:
            room.complete = not page.said
            room.entries[:0] = said
        for edit in edits:
            edited(room, edit)
        room.watch(None)

    def _fill(self, room: Room, said: list[Spoken], told: int) -> None:
        """Put a page where nothing was heard, and ask for the next."""
        gap = _gap(room)
        place = room.entries.index(gap) if gap is not None else len(room.entries)
        room.entries[place:place] = [entry for entry in said if not _settles(room, entry)]
        room.pages += 1
        if gap is not None and said and room.pages < _MOST_PAGES:
            self._ask(room, "AFTER", _name_of(said[-1]))
        elif gap is not None and not told:
            room.entries.remove(gap)
        for entry in said:
            self._rooms.came_late(room, entry)
        room.watch(None)

    def _ask(self, room: Room, verb: str, where: str) -> None:
        room.asked = verb
        most = self._rooms.features.history or _PAGE
        count = str(min(_PAGE, most))
        self._session().send("CHATHISTORY", verb, room.name, where, count)

    def _spoken(self, room: Room, said: Said) -> Spoken:
        spoken = self._rooms.spoken(said.by, said.text, said.kind, said.at)
        spoken.mine, spoken.msgid = said.mine, said.msgid
        spoken.replies_to = room.message(said.replies_to)
        return spoken


def _is_kept(entry: Entry) -> bool:
    """Whether the server has it, too."""
    return isinstance(entry, Spoken) and bool(entry.msgid)


def _gap(room: Room) -> Noted | None:
    """The mark of a time when there was no connection, which was not filled yet."""
    marks = (e for e in reversed(room.entries) if isinstance(e, Noted))
    return next((mark for mark in marks if isinstance(mark.about, CameBack)), None)


def _settles(room: Room, entry: Spoken) -> bool:
    """Whether this is a line of ours that was on its way when the connection was lost."""
    pending = room.pending(entry.text, entry.kind) if entry.mine else None
    if pending is None:
        return False
    pending.at, pending.msgid = entry.at, entry.msgid
    room.settle(pending)
    return True


def _name_of(entry: Entry) -> str:
    """How the server knows an entry."""
    assert isinstance(entry, Spoken)
    return f"msgid={entry.msgid}"


def stamp(at: datetime) -> str:
    """A moment as IRCv3 writes it (server-time)."""
    return f"{at.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
