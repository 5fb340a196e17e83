"""`Missed`: conversations that people began with us while we were away (draft/chathistory TARGETS).

They are asked about one after the other: until where each was read, then what was said since. Those
with something unread become rooms, and somebody is called once for all of them.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta, timezone
from typing import Final

from mensajeria.client.conversation import Link
from mensajeria.client.happenings import (
    Corresponded,
    Happening,
    PastTold,
    ReadUntil,
    Refused,
    Said,
)
from mensajeria.client.rooms.entries import Spoken
from mensajeria.client.rooms.marks import Marks
from mensajeria.client.rooms.past import COMMAND, Past
from mensajeria.client.rooms.room import Room
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.seeking import stamp

MOST: Final = 20
"""Conversations, those with the latest messages."""

_LONG_AGO: Final = timedelta(days=30)
"""How far back is looked if nothing is known from before."""

_AHEAD: Final = timedelta(days=1)
"""How wrong the clock of this machine may be."""

MOST_SAID: Final = 100
"""Of each, at first."""

_NEVER: Final = datetime.fromtimestamp(0, timezone.utc)


class Missed:
    """`begin` on each connection, then `heard` whatever happens."""

    def __init__(self, rooms: Rooms, past: Past, marks: Marks, link: Link) -> None:
        self._rooms = rooms
        self._past = past
        self._marks = marks
        self._link = link
        self._waiting: deque[Corresponded] = deque()
        self._asked: Corresponded | None = None
        self._read_until = _NEVER
        self._has_called = False

    def begin(self, since: datetime | None) -> None:
        """We are connected. `since`: until when all is known; None: we have just begun."""
        self._waiting.clear()
        self._asked, self._has_called = None, False
        self._read_until = since or _NEVER
        if not self._past.is_kept or (since is None and not self._marks.are_kept):
            return
        now = self._rooms.now()
        times = (now + _AHEAD, since or now - _LONG_AGO)
        stamps = (f"timestamp={stamp(at)}" for at in times)
        self._link.session.send(COMMAND, "TARGETS", *stamps, str(MOST))

    def heard(self, happening: Happening) -> bool:
        """Whether this is an answer that nobody else waits for."""
        if isinstance(happening, Corresponded):
            self._wait_for(happening)
            return True
        if isinstance(happening, ReadUntil) and self._is_asked(happening.target):
            self._read(happening.until)
        elif isinstance(happening, PastTold) and self._is_asked(happening.target):
            return self._told(happening)
        elif isinstance(happening, Refused) and self._is_refused(happening):
            self._next()
            return True
        return False

    # Asking

    def _wait_for(self, with_whom: Corresponded) -> None:
        """Channels are no news, nor are rooms that there were before: they are caught up with."""
        room = self._rooms.get(with_whom.nick)
        if self._rooms.features.is_channel(with_whom.nick) or (room and room.latest_kept()):
            return
        if len(self._waiting) < MOST:
            self._waiting.append(with_whom)
        if self._asked is None:
            self._next()

    def _next(self) -> None:
        self._asked = self._waiting.popleft() if self._waiting else None
        if self._asked is not None and self._marks.are_kept:
            self._link.session.send("MARKREAD", self._asked.nick)
        elif self._asked is not None:
            self._ask_for_page(self._asked)

    def _ask_for_page(self, asked: Corresponded) -> None:
        most = min(self._rooms.features.history or MOST_SAID, MOST_SAID)
        self._link.session.send(COMMAND, "LATEST", asked.nick, "*", str(most))

    # What is answered

    def _is_asked(self, name: str) -> bool:
        fold = self._rooms.features.fold
        return self._asked is not None and fold(self._asked.nick) == fold(name)

    def _is_refused(self, refused: Refused) -> bool:
        """What names nobody is about us if somebody is asked about: `Past` was asked before."""
        if refused.command not in (COMMAND, "MARKREAD"):
            return False
        named = [word for word in refused.about if self._rooms.get(word) is not None]
        ours = "TARGETS" in refused.about or any(map(self._is_asked, refused.about))
        return ours or (self._asked is not None and not named)

    def _read(self, until: datetime | None) -> None:
        """So far it was read; who has read the latest there is has missed nothing."""
        self._read_until = until or _NEVER
        assert self._asked is not None
        if self._asked.at is not None and self._asked.at <= self._read_until:
            self._next()
        else:
            self._ask_for_page(self._asked)

    def _told(self, page: PastTold) -> bool:
        """Open the room if there is something to read in it."""
        open_ = self._rooms.get(page.target)
        if open_ is not None and open_.asked:
            return False  # somebody went there meanwhile: it is their page
        unread = [each for each in page.said if self._is_unread(each)]
        if unread:
            room = self._rooms.open(page.target)
            room.read_until = room.read_until or self._read_until
            self._past.take(room, page)
            self._marks.recount(room)
            self._call(room)
        self._next()
        return True

    def _is_unread(self, each: Happening) -> bool:
        new = each.at is not None and each.at > self._read_until
        theirs = isinstance(each, Said) and not each.mine and not self._rooms.ignores(each.by)
        return new and theirs

    def _call(self, room: Room) -> None:
        theirs = (
            e for e in reversed(room.entries) if isinstance(e, Spoken) and not (e.mine or e.ignored)
        )
        latest = next(theirs, None)
        if latest is not None and not self._has_called and not room.muted:
            self._has_called = True
            self._rooms.called(room, latest.in_short)
