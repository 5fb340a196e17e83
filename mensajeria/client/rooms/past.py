"""`Past`: what was said before somebody looked, asked for page by page (draft/chathistory).

A room that is new gets its latest page, and so does one after a lost connection: what is missing
between that and what was shown is filled, or stays marked as a `Gap`, which is filled from the side
from which somebody scrolls to it. Scrolling up gets what came before, until there is nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from mensajeria.client.happenings import PastTold, Refused, Said, Spot
from mensajeria.client.rooms.deeds import Deed, do, is_deed, msgid_of
from mensajeria.client.rooms.entries import Fate, Gap, Spoken, identity_of
from mensajeria.client.rooms.placing import fill, put_around, put_in_order, put_on_top
from mensajeria.client.rooms.room import MOST_DEEDS, Kind, Request, Room, is_kept
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.seeking import stamp
from mensajeria.client.session import Session

COMMAND: Final = "CHATHISTORY"
_PAGE: Final = 100
_MOST_PAGES: Final = 10
"""That are asked for without anybody scrolling; what is left of a gap then stays marked."""

_LEAST_SAID: Final = 20
"""A page with less to read in it, for all the rest that happened then, is followed by the next."""


class Past:
    """Asks through the session for what the rooms lack."""

    def __init__(self, rooms: Rooms, session: Callable[[], Session]) -> None:
        self._rooms = rooms
        self._session = session
        self._waiting: list[Room] = []
        """The rooms of all pages under way, in the order in which these were asked for."""

    @property
    def is_kept(self) -> bool:
        """Whether the server keeps what is said, for us to ask for."""
        return "draft/chathistory" in self._session().negotiation.enabled

    # Asking

    def begin(self, room: Room) -> None:
        """We are in this room now, or again."""
        if not self.is_kept or room.kind is Kind.SERVER:
            return
        for request in [*room.asked]:  # on a connection that is gone, perhaps
            self._end(room, request)
            if request.gap is not None:
                request.gap.filling = False
            request.then()
        self._waiting = [each for each in self._waiting if each.asked and each is not room]
        room.pages = 0
        gap = self.interrupted(room, None)
        self._ask(room, Request("LATEST", gap), gap.above if gap is not None else None)

    def interrupted(self, room: Room, away_s: float | None) -> Gap | None:
        """Nobody knows what was said since the latest that is shown, if anything is."""
        latest = room.latest_kept()
        if latest is None:
            return None
        after = room.entries[room.entries.index(latest) :]
        marked = next((entry for entry in after if isinstance(entry, Gap)), None)
        if marked is not None:
            marked.filling = False
            return marked
        return self._rooms.part(room, latest.spot, away_s)

    def catch_up(self) -> None:
        """After a lost connection: the rooms of people, which nobody enters."""
        for room in self._rooms.with_people():
            self.begin(room)

    def earlier(self, room: Room) -> None:
        """What was said before all that is shown."""
        asked = any(each.gap is None and each.verb != "AROUND" for each in room.asked)
        if self.is_kept and room.kind is not Kind.SERVER and not asked and not room.complete:
            room.pages = 0
            self._ask_earlier(room)

    def _ask_earlier(self, room: Room) -> None:
        first = room.first_kept()
        spot = room.top or (first.spot if first is not None else None)
        self._ask(room, Request("LATEST" if spot is None else "BEFORE"), spot)

    def fill(self, room: Room, gap: Gap, *, downwards: bool) -> None:
        """Somebody scrolls to a gap, from what is above it or from what is below."""
        if self.is_kept and not gap.filling and gap in room.entries:
            room.pages = _MOST_PAGES
            self._ask_to_fill(room, gap, downwards=downwards)
            room.changed(gap)

    def _ask_to_fill(self, room: Room, gap: Gap, *, downwards: bool) -> None:
        if gap.below is None:
            self._ask(room, Request("LATEST", gap), gap.above)
            return
        ends = (gap.above, gap.below) if downwards else (gap.below, gap.above)
        self._ask(room, Request("BETWEEN", gap, downwards), *ends)

    def around(self, room: Room, spot: Spot, then: Callable[[], None]) -> None:
        """What was said around something that is not shown. `then`: the answer is there."""
        if self.is_kept:
            self._ask(room, Request("AROUND", then=then), spot)
        else:
            then()

    def _ask(self, room: Room, request: Request, *spots: Spot | None) -> None:
        request = replace(request, spots=spots)
        room.asked.append(request)
        there = (each for each in self._waiting if self._rooms.get(each.name) is each)
        self._waiting = [*there, room]
        if request.gap is not None:
            request.gap.filling = True
        most = self._rooms.features.history or _PAGE
        where = (self._reference(spot, by_time=request.by_time) if spot else "*" for spot in spots)
        self._session().send(COMMAND, request.verb, room.name, *where, str(min(_PAGE, most)))

    def _reference(self, spot: Spot, *, by_time: bool) -> str:
        """How the server wants it to be named ("MSGREFTYPES [...] in order of preference")."""
        names = {"msgid": spot.msgid, "timestamp": stamp(spot.at) if spot.at else ""}
        wanted = ["timestamp"] if by_time else self._rooms.features.references
        known = (kind for kind in wanted if names.get(kind))
        kind = next(known, "msgid" if spot.msgid else "timestamp")
        return f"{kind}={names[kind]}"

    def _again_by_time(self, room: Room, request: Request) -> bool:
        """Ask once more where a server does not know an id, such as that of what was said in
        private by somebody without an account. Whether it is of any use.
        """
        spots = [spot for spot in request.spots if spot is not None]
        has_times = bool(spots) and all(spot.at and spot.msgid for spot in spots)
        of_use = has_times and "timestamp" in self._rooms.features.references
        if of_use and not request.by_time:
            self._ask(room, replace(request, by_time=True), *request.spots)
        return of_use and not request.by_time

    # What is answered

    def refused(self, refused: Refused) -> bool:
        """Whether it was one of our pages, which cannot be had."""
        room = self._refused_of(refused) if refused.command == COMMAND else None
        if room is None:
            return False
        request = next((r for r in room.asked if r.verb in refused.about), room.asked[0])
        self._end(room, request)
        if self._again_by_time(room, request):
            return True
        if request.gap is not None:
            request.gap.filling = False
            room.changed(request.gap)
        request.then()
        return True

    def _refused_of(self, refused: Refused) -> Room | None:
        """The room that it is about; one that names none is about the oldest page of its kind, as
        answers come in order.
        """
        rooms = [room for room in map(self._rooms.get, refused.about) if room is not None]
        if not rooms and "TARGETS" not in refused.about:
            kind = {each.verb for room in self._waiting for each in room.asked} & {*refused.about}
            rooms = [r for r in self._waiting if not kind or any(a.verb in kind for a in r.asked)]
        return next((room for room in rooms if room.asked), None)

    def _end(self, room: Room, request: Request) -> None:
        """It is under way no longer."""
        room.asked.remove(request)
        if room in self._waiting:
            self._waiting.remove(room)

    def told(self, page: PastTold) -> None:
        """A page has come. Some servers that can be asked for none give one to who enters."""
        room = self._rooms.get(page.target)
        if room is not None and not self.is_kept:
            self._take(room, page, Request("UNASKED"))
        elif room is not None and room.asked:
            request = room.asked[0]
            self._end(room, request)
            self._take(room, page, request)

    def take(self, room: Room, page: PastTold) -> None:
        """The latest page of a room, for which somebody else has asked."""
        room.pages = _MOST_PAGES
        self._take(room, page, Request("LATEST"))

    def _take(self, room: Room, page: PastTold, request: Request) -> None:
        known = room.known()
        told = [each for each in page.said if isinstance(each, Said) and not each.edits]
        new = [each for each in told if identity_of(each) not in known]
        said = [self._spoken(each) for each in new]
        self._put(room, request, page, said)
        self._done(room, [deed for deed in page.said if is_deed(deed)])
        _answer_each_other(room)
        room.watch(None)
        request.then()

    def _put(self, room: Room, request: Request, page: PastTold, said: list[Spoken]) -> None:
        """Where it belongs, and ask for more if that is not enough yet."""
        if request.verb == "UNASKED":
            put_in_order(room, said)
        elif request.verb == "AROUND":
            put_around(room, page, said)
        elif request.gap is None:
            put_on_top(room, page, said, self._rooms.now())
            if len(said) < _LEAST_SAID and not room.complete:
                self._go_on(room, None)
        else:
            unsettled = [entry for entry in said if not self._settles(room, entry)]
            if request.gap in room.entries:  # else it was closed, or forgotten, meanwhile
                self._fill(room, request.gap, page, unsettled, downwards=request.downwards)
        if said:
            room.trim()

    def _fill(
        self, room: Room, gap: Gap, page: PastTold, said: list[Spoken], *, downwards: bool
    ) -> None:
        fill(room, gap, page, said, downwards=downwards)
        if gap.away_s is not None and room.pages < _MOST_PAGES:  # nobody scrolled there
            for entry in said:
                self._rooms.came_late(room, entry)
        if page.first is not None:
            self._go_on(room, gap)

    def _go_on(self, room: Room, gap: Gap | None) -> None:
        """Ask for the next page, unless there were many already."""
        room.pages += 1
        if room.pages >= _MOST_PAGES:
            return
        if gap is None:
            self._ask_earlier(room)
        else:
            self._ask_to_fill(room, gap, downwards=False)

    def _done(self, room: Room, deeds: list[Deed]) -> None:
        """Do to messages what was done to them, or wait for those that are not shown yet."""
        deeds += room.deeds
        if not deeds:
            return
        messages = {e.msgid: e for e in room.entries if isinstance(e, Spoken) and e.msgid}
        for deed in deeds:
            entry = messages.get(msgid_of(deed))
            if entry is not None and do(entry, deed):
                room.changed(entry)
                _take_away_its_own_line(room, deed, messages)
        room.deeds = [deed for deed in deeds if msgid_of(deed) not in messages][-MOST_DEEDS:]

    def _spoken(self, said: Said) -> Spoken:
        spoken = self._rooms.spoken_of(said)
        spoken.mentions_us = self._rooms.mentions_us(spoken)
        return spoken

    def _settles(self, room: Room, entry: Spoken) -> bool:
        """Whether this is a line of ours that was on its way when the connection was lost."""
        under_way = self._rooms.under_way
        line = under_way.like(room, entry) if entry.mine else None
        if line is None:
            return False
        under_way.end(room, line)
        line.at, line.msgid, line.kept, line.fate = entry.at, entry.msgid, True, Fate.SAID
        room.to_end(line)
        return True


def _take_away_its_own_line(room: Room, deed: Deed, messages: dict[str, Spoken]) -> None:
    """An edit of a message that was not shown was shown in its stead."""
    line = messages.get(deed.msgid) if isinstance(deed, Said) else None
    if line is not None and line.edited and line.msgid != msgid_of(deed):
        room.entries.remove(line)


def _answer_each_other(room: Room) -> None:
    """Let those that answer another message have that, which came with them or comes now."""
    lacking = [e for e in room.entries if isinstance(e, Spoken) and e.answers and not e.replies_to]
    messages = {e.msgid: e for e in room.entries if is_kept(e)} if lacking else {}
    for entry in lacking:
        entry.replies_to = messages.get(entry.answers)
        if entry.replies_to is not None:
            room.changed(entry)
