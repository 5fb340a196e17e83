"""`Talk`: a conversation whose target is the room that is looked at, and whose lines show at once.

What is said without a connection waits for the next one.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from mensajeria.client.conversation import Conversation, Link
from mensajeria.client.happenings import (
    CameBack,
    Happening,
    Joined,
    PastTold,
    ReadUntil,
    Refused,
    Said,
    Spot,
    Welcomed,
)
from mensajeria.client.incoming.speech import EDIT
from mensajeria.client.rooms.entries import Fate, Gap, Spoken
from mensajeria.client.rooms.marks import Marks
from mensajeria.client.rooms.missed import Missed
from mensajeria.client.rooms.past import Past
from mensajeria.client.rooms.presence import Presence
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.rooms.routing import route
from mensajeria.client.rooms.seeker import Hit, Seeker
from mensajeria.languages import _
from mensajeria.wire.casemapping import Folded
from mensajeria.wire.numerics import ERR_BADCHANNELKEY, ERR_LINKCHANNEL


class WaitingLink(Link, Protocol):
    """One where lines wait, and may be taken back meanwhile: by the numbers they were said with."""

    def is_unsent(self, number: int) -> bool: ...
    def forget(self, channel: str) -> None: ...
    def take_back(self, number: int) -> None: ...


class Talk(Conversation):
    """Give it what is typed and what happens; it keeps the rooms."""

    link: WaitingLink

    def __init__(self, link: WaitingLink, rooms: Rooms) -> None:
        self.rooms = rooms
        self.past = Past(rooms, lambda: link.session)
        self.marks = Marks(rooms, link)
        self.missed = Missed(rooms, self.past, self.marks, link)
        self.presence = Presence(lambda: link.session)
        self.seeker = Seeker(rooms, link)
        self._arrived = False
        self._known_until: datetime | None = None
        self._numbers = itertools.count(1)
        self._awaited: dict[Folded, str] = {}  # what somebody asked to enter, and with which key
        self.key_wanted: Callable[[str, str], None] = lambda _channel, _key: None
        """Called with a channel that somebody asked to enter and has a key, and with the one that
        they gave, "" for none.
        """
        super().__init__(link)

    @property
    def target(self) -> str:
        return self.rooms.current.name

    @target.setter
    def target(self, name: str) -> None:
        if name:
            self.look_at(self.rooms.open(name))

    def heard(self, happening: Happening) -> None:
        """Write it down; turn to a channel that was asked for, or to the first there is."""
        self.rooms.under_way.labelled = self.link.session.pending.labels
        self.presence.heard(happening)
        if isinstance(happening, Said) and happening.at is not None:
            self._known_until = happening.at
        if isinstance(happening, CameBack) and self.past.is_kept:
            self._interrupted(happening.seconds)
            self._catch_up()
        elif self._is_answer(happening):
            self.link.flush()
            return
        else:
            route(self.rooms, happening)
        if isinstance(happening, PastTold):
            self._page(happening)
        elif isinstance(happening, ReadUntil):
            self.marks.told(happening)
        elif isinstance(happening, Welcomed):
            self.seeker.forget()
            self.missed.begin(self._known_until)
        elif isinstance(happening, Joined) and happening.mine:
            self._entered(happening)
        elif isinstance(happening, Refused) and happening.about:
            self._not_entered(happening)
        self.link.flush()

    def _is_answer(self, happening: Happening) -> bool:
        if isinstance(happening, Refused) and (
            self.past.refused(happening) or self._lacks_key(happening)
        ):
            return True
        return self.missed.heard(happening) or self.seeker.heard(happening)

    def _lacks_key(self, refused: Refused) -> bool:
        """Whether a channel that somebody asked for is not entered, but with its key it is."""
        if refused.code != ERR_BADCHANNELKEY or not refused.about:
            return False
        channel = refused.about[0]
        key = self._awaited.pop(self.fold(channel), None)
        if key is not None:
            self.key_wanted(channel, key)
        return key is not None

    def _interrupted(self, seconds: float) -> None:
        for room in self.rooms:
            self.past.interrupted(room, seconds)

    def fill(self, gap: Gap, *, downwards: bool) -> None:
        """What is missing there in the current room is wanted."""
        self.past.fill(self.rooms.current, gap, downwards=downwards)
        self.link.flush()

    def _page(self, page: PastTold) -> None:
        room = self.rooms.get(page.target)
        is_first = room is not None and room.latest_kept() is None
        self.past.told(page)
        if room is None:
            return
        is_seen = room is self.rooms.current and self.rooms.watched
        if not is_seen or is_first:
            self.marks.recount(room)
        if is_seen:
            room.entered()

    def _entered(self, happening: Joined) -> None:
        key = self.fold(happening.channel)
        if key in self._awaited or not self._arrived:
            self.target = happening.channel
        self._arrived = True
        self._awaited.pop(key, None)
        self.past.begin(self.rooms.open(happening.channel))

    def _catch_up(self) -> None:
        """After a lost connection: with the rooms of people, which nobody enters."""
        self.past.catch_up()
        for room in self.rooms.with_people():
            self.marks.asked(room)

    def _not_entered(self, refused: Refused) -> None:
        """470 <client> <channel> <forwarded-to>: it is entered instead of what was asked for."""
        channel = self.fold(refused.about[0])
        if channel in self._awaited and refused.code == ERR_LINKCHANNEL:
            self._awaited[self.fold(refused.about[-1])] = ""
        self._awaited.pop(channel, None)

    def look_at(self, room: Room) -> None:
        """Turn to a room: what is in the one before and in this one has been read."""
        if self.rooms.watched:
            self.marks.read(self.rooms.current)
        self.rooms.look_at(room)
        self.marks.read(room)
        if room.kind is Kind.PERSON and not room.entries:
            self.past.begin(room)
            self.marks.asked(room)
        self.link.flush()

    def read(self) -> None:
        """What came meanwhile was read by who looks at it."""
        if self.rooms.watched:
            self.marks.read(self.rooms.current)
            self.link.flush()

    def seen(self) -> None:
        """Somebody looks away, or looks again: what is on the screen has been read."""
        self.rooms.current.entered()
        self.marks.read(self.rooms.current)
        self.link.flush()

    def earlier(self) -> None:
        """What was said before all that the current room shows."""
        self.past.earlier(self.rooms.current)
        self.link.flush()

    def reach(self, hit: Hit, then: Callable[[Spoken | None], None]) -> None:
        """Turn to where something was said. `then`: it is there now, or None if it cannot be."""
        room = self.rooms.open(hit.place)
        self.look_at(room)
        entry = room.like(hit.spot, hit.by, hit.text)
        if entry is not None:
            then(entry)
            return
        self.past.around(room, hit.spot, lambda: then(room.like(hit.spot, hit.by, hit.text)))
        self.link.flush()

    def reach_answered(self, entry: Spoken, then: Callable[[Spoken | None], None]) -> None:
        """As `reach`, for what a message of the current room answers."""
        room, msgid = self.rooms.current, entry.answers
        if entry.replies_to in room.entries:
            then(entry.replies_to)
            return
        self.past.around(room, Spot(msgid, None), lambda: then(room.message(msgid)))
        self.link.flush()

    def enter(self, channel: str, key: str = "") -> None:
        self._awaited[self.fold(channel)] = key
        super().enter(channel, key)

    def say(self, text: str, target: str = "", kind: str = "message") -> list[str]:
        target = target or self.target
        if not target:
            if self.link.session.model.channels:
                return [_("Nobody reads what is said here: go to a channel first.")]
            return [_("You are in no channel; /join CHANNEL enters one.")]
        room = self.rooms.open(self.link.session.model.features.parted(target)[1])
        for message in self.link.session.messages(target, text, kind):
            self._send(room, target, message, kind)
        return []

    def say_lines(self, lines: list[str]) -> list[str]:
        """Say several lines, as one message if the server knows such."""
        told = self.say("\n".join(lines))
        self.link.flush()
        return told

    def again(self, room: Room, refused: Spoken) -> None:
        """Try once more to say what was refused, or was perhaps not said."""
        if refused not in room.entries:
            return
        self.drop(room, refused)
        target = refused.to_rank + room.name
        self._say_first(room, target, refused.text, refused.kind, refused.replies_to)

    def drop(self, room: Room, refused: Spoken) -> None:
        """Show no longer what was refused, or taken back."""
        self.rooms.under_way.drop(refused)
        room.remove(refused)

    def take_back(self, room: Room, unsent: Spoken) -> None:
        """Have a line of ours not said after all that is `unsent`."""
        self.link.take_back(unsent.number)
        self.drop(room, unsent)
        self.rooms.listed()

    def answer(self, answered: Spoken, text: str) -> None:
        """Say something that answers a message."""
        room = self.rooms.current
        self._say_first(room, answered.to_rank + room.name, text, "message", answered)

    def edit(self, entry: Spoken, text: str) -> None:
        """Say something else in the place of a message of ours; what is too much for that is said
        after it.
        """
        room, session = self.rooms.current, self.link.session
        first, *others = session.messages(room.name, text, entry.kind)
        session.say(room.name, first, entry.kind, 0, {EDIT: entry.msgid})
        for other in others:
            self._send(room, room.name, other, entry.kind)
        self.link.flush()

    def react(self, entry: Spoken, sign: str) -> None:
        """Put a sign to a message, or take it back."""
        taken_back = self.rooms.model.nick in entry.reactions.get(sign, [])
        tag = "+draft/unreact" if taken_back else "+draft/react"
        session, room = self.link.session, self.rooms.current
        session.tag(room.name, {tag: sign, "+draft/reply": entry.msgid})
        if "echo-message" not in session.negotiation.enabled:
            entry.react(sign, self.rooms.model.nick, taken_back=taken_back)
            room.changed(entry)
        self.link.flush()

    def delete(self, entry: Spoken) -> None:
        """Have a message deleted."""
        self.link.session.send("REDACT", self.rooms.current.name, entry.msgid)
        self.link.flush()

    def knows(self, capability: str) -> bool:
        """Whether the server offers this, and we use it."""
        return capability in self.link.session.negotiation.enabled

    def close_query(self) -> None:
        """Close the room of a person, or of a channel that we are not in."""
        room = self.rooms.current
        if self.link.session.model.channel(room.name) is None:
            self._close(room)

    def leave(self, room: Room) -> None:
        """Close a room; a channel is left, which closes it."""
        if room.kind is Kind.CHANNEL and self.link.session.model.channel(room.name) is not None:
            self.link.session.leave(room.name)
            self.link.flush()
        else:
            self._close(room)

    def _close(self, room: Room) -> None:
        """One that we are not in, and do not want to come into any more."""
        if room.kind is Kind.CHANNEL:
            self.link.forget(room.name)
        self.rooms.close(room)

    def _say_first(
        self, room: Room, target: str, text: str, kind: str, answered: Spoken | None
    ) -> None:
        """Say a text of which the first message, mostly the only one, may answer another."""
        for message in self.link.session.messages(target, text, kind):
            self._send(room, target, message, kind, answered)
            answered = None
        self.link.flush()

    def _send(
        self, room: Room, target: str, text: str, kind: str, answered: Spoken | None = None
    ) -> None:
        entry = self._pending(room, target, text, kind, answered)
        tags = {"+draft/reply": answered.msgid} if answered is not None else {}
        for line in self.link.session.say(target, text, kind, entry.number, tags):
            entry.fate, entry.why = Fate.REFUSED, line.why
            self.rooms.under_way.drop(entry)
            room.changed(entry)

    def _pending(
        self, room: Room, target: str, text: str, kind: str, answered: Spoken | None
    ) -> Spoken:
        """A line of ours that shows at once."""
        entry = self.rooms.spoken(self.rooms.model.nick, text, kind, None)
        entry.mine, entry.fate, entry.number = True, Fate.PENDING, next(self._numbers)
        entry.answers, entry.replies_to = answered.msgid if answered else "", answered
        entry.to_rank = self.rooms.features.parted(target)[0]
        self.rooms.under_way.begin(room, entry)
        room.left()  # who answers has read what is new
        room.add(entry)
        return entry
