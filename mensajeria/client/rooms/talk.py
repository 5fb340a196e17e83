"""`Talk`: a conversation whose target is the room that is looked at, and whose lines show at once.

What is said without a connection waits for the next one.
"""

from __future__ import annotations

import itertools

from mensajeria.client.conversation import Conversation, Link
from mensajeria.client.happenings import Happening, Joined
from mensajeria.client.rooms.entries import Fate, Spoken
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.rooms.routing import route
from mensajeria.languages import _
from mensajeria.wire.casemapping import Folded


class Talk(Conversation):
    """Give it what is typed and what happens; it keeps the rooms."""

    def __init__(self, link: Link, rooms: Rooms) -> None:
        self.rooms = rooms
        self._numbers = itertools.count(1)
        self._awaited: set[Folded] = set()
        super().__init__(link)

    @property
    def target(self) -> str:
        return self.rooms.current.name

    @target.setter
    def target(self, name: str) -> None:
        if name:
            self.rooms.look_at(self.rooms.open(name))

    def heard(self, happening: Happening) -> None:
        """Write it down; turn to a channel that was asked for, or to the first there is."""
        route(self.rooms, happening)
        if isinstance(happening, Joined) and happening.mine:
            key = self.fold(happening.channel)
            if key in self._awaited or self.rooms.current is self.rooms.server:
                self.target = happening.channel
            self._awaited.discard(key)

    def enter(self, channel: str, key: str = "") -> None:
        self._awaited.add(self.fold(channel))
        super().enter(channel, key)

    def say(self, text: str, target: str = "", kind: str = "message") -> list[str]:
        target = target or self.target
        if not target:
            return [_("You are in no channel; /join CHANNEL enters one.")]
        room = self.rooms.open(target)
        for piece in self.link.session.pieces(target, text, kind):
            self._send(room, target, piece, kind)
        return []

    def again(self, room: Room, refused: Spoken) -> None:
        """Try once more to say what was refused."""
        room.remove(refused)
        self._send(room, room.name, refused.text, refused.kind)
        self.link.flush()

    def close_query(self) -> None:
        """Close the room of a person, or of a channel that we are not in."""
        self.rooms.close(self.rooms.current)

    def leave(self, room: Room) -> None:
        """Close a room; a channel is left, which closes it."""
        if room.kind is Kind.CHANNEL and self.link.session.model.channel(room.name) is not None:
            self.link.session.send("PART", room.name)
            self.link.flush()
        else:
            self.rooms.close(room)

    def _send(self, room: Room, target: str, text: str, kind: str) -> None:
        entry = self.rooms.spoken(self.rooms.model.nick, text, kind, None)
        entry.mine, entry.fate, entry.number = True, Fate.PENDING, next(self._numbers)
        room.add(entry)
        for refused in self.link.session.say(target, text, kind, entry.number):
            entry.fate, entry.why = Fate.REFUSED, refused.why
            room.changed(entry)
