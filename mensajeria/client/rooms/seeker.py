"""`Seeker`: looking for something that was said: in what is loaded at once, then on the server.

One question is under way at a time; what is typed meanwhile is asked when that is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from mensajeria.client.conversation import Link
from mensajeria.client.happenings import Found, Happening, Refused, SearchEnded, Spot, Told
from mensajeria.client.rooms.entries import Spoken
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.seeking import CAPABILITY, Query
from mensajeria.languages import _

COMMAND: Final = "SEARCH"
MOST_LOADED: Final = 200
MOST_FOUND: Final = 2000
_PAGE: Final = 50


@dataclass(frozen=True)
class Hit:
    """Something that was found. `entry`: where it is loaded already."""

    place: str
    by: str
    text: str
    at: datetime
    mine: bool
    msgid: str
    entry: Spoken | None = None

    @property
    def spot(self) -> Spot:
        return Spot(self.msgid, self.at)

    @property
    def key(self) -> str:
        """The same for the same thing, found here and on the server."""
        return self.msgid or f"{self.place} {self.at.timestamp()} {self.by} {self.text}"


class Seeker:
    """`look` and `ask`; `watch` is called whenever there is something else to show."""

    def __init__(self, rooms: Rooms, link: Link) -> None:
        self._rooms = rooms
        self._link = link
        self.query = Query()
        self.hits: list[Hit] = []
        """The latest first."""
        self.trouble = ""
        """What there is to say of the server's answer: a sentence, or ""."""
        self.asked = False
        """Whether the server was asked for what is looked for."""
        self.has_more = False
        self.watch: Callable[[], None] = lambda: None
        self._under_way: Query | None = None
        self._answer: list[Hit] = []
        self._waits: Query | None = None
        self._reached: datetime | None = None
        """Until when the server has looked."""

    @property
    def server_can(self) -> bool:
        """Whether there is a server that looks for things, too."""
        return self._link.is_open and CAPABILITY in self._link.session.negotiation.enabled

    @property
    def is_asking(self) -> bool:
        return self._under_way is not None

    def look(self, query: Query) -> None:
        """Look for something else, in what is loaded."""
        self.query, self.trouble = query, ""
        self.asked = self.has_more = False
        self._waits = self._reached = None
        self.hits = [] if query.is_empty else list(self._loaded())
        self._put_in_order()
        self.watch()

    def _loaded(self) -> Iterable[Hit]:
        room = self._rooms.get(self.query.place)
        everywhere = [each for each in self._rooms if each.kind is not Kind.SERVER]
        for each in everywhere if not self.query.place else [room] if room is not None else []:
            yield from self._loaded_in(each)

    def _loaded_in(self, room: Room) -> Iterable[Hit]:
        left = MOST_LOADED
        for entry in reversed(room.entries):
            if left and isinstance(entry, Spoken) and self._means(entry):
                left -= 1
                told = (entry.by, entry.text, entry.at, entry.mine, entry.msgid)
                yield Hit(room.name, *told, entry)

    def _means(self, entry: Spoken) -> bool:
        hidden = entry.deleted or entry.ignored
        return not hidden and self.query.finds(entry.by, entry.text, entry.at)

    def ask(self) -> None:
        """Have the server look for it as well."""
        if self.server_can and not self.query.is_empty and not self.asked:
            self.asked = True
            self._send(self.query)

    def more(self) -> None:
        """Ask for what comes after all that the server has found."""
        if not self.has_more or self._reached is None:
            return
        if self.query.after is not None:
            self._send(replace(self.query, after=self._reached))
        else:
            self._send(replace(self.query, before=self._reached))

    def _send(self, query: Query) -> None:
        if self._under_way is not None:
            self._waits = query
            return
        self._under_way, self._answer = query, []
        self._link.session.send(COMMAND, query.attributes(_PAGE))
        self._link.flush()
        self.watch()

    def forget(self) -> None:
        """The connection is gone, and with it what was under way."""
        self._under_way = self._waits = None
        self.asked = False

    # What is answered

    def heard(self, happening: Happening) -> bool:
        """Whether this is about what was looked for, and nothing for any room."""
        if isinstance(happening, Found):
            hit = _hit(happening)
            if hit is not None and (hit.mine or not self._rooms.ignores(hit.by)):
                self._answer.append(hit)
        elif isinstance(happening, SearchEnded):
            self._ended()
        elif isinstance(happening, Told) and happening.command == COMMAND:
            self.trouble = happening.text
            self.watch()
        elif isinstance(happening, Refused) and self._is_ours(happening):
            self._answer = []
            self._ended()
            self.trouble = happening.why
            self.watch()
        else:
            return False
        return True

    def _is_ours(self, refused: Refused) -> bool:
        asked = COMMAND in (refused.command, *refused.about[:1])
        return asked and self._under_way is not None

    def _ended(self) -> None:
        query, self._under_way = self._under_way, None
        if query is not None and self._still_wanted(query):
            known = {hit.key for hit in self.hits}
            self.hits += [hit for hit in self._answer if hit.key not in known]
            self._reach([hit.at for hit in self._answer])
            self._put_in_order()
        self._answer = []
        waits, self._waits = self._waits, None
        if waits is not None:
            self._send(waits)
        self.watch()

    def _reach(self, times: list[datetime]) -> None:
        """The server has looked until there; after a full answer there may be more."""
        self.has_more = len(times) >= _PAGE and len(self.hits) < MOST_FOUND
        if times:
            reached = max(times) if self.query.after is not None else min(times)
            self.has_more &= reached != self._reached  # else it would give the same again
            self._reached = reached

    def _still_wanted(self, query: Query) -> bool:
        same = replace(query, after=self.query.after, before=self.query.before)
        return same == self.query

    def _put_in_order(self) -> None:
        self.hits.sort(key=lambda hit: hit.at, reverse=True)

    @property
    def told(self) -> str:
        """How it stands, beside the number of what was found."""
        if not self._link.is_open:
            return _("Not connected: only what is loaded was looked through.")
        if not self.server_can:
            return _("This server cannot search: only what is loaded was looked through.")
        return self.trouble or (_("The server is looking…") if self.is_asking else "")


def _hit(found: Found) -> Hit | None:
    """None for what nobody knows when it was said: it has no place among the others."""
    if found.at is None:
        return None
    return Hit(found.place, found.by, found.text, found.at, found.mine, found.msgid)
