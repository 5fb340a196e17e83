"""`Rooms`: all rooms of one connection, and the one that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from mensajeria.client.features import Features
from mensajeria.client.folding import Folding
from mensajeria.client.formatting import plain
from mensajeria.client.happenings import Happening, Invited, Said, Spot
from mensajeria.client.model import Model
from mensajeria.client.names import is_name
from mensajeria.client.rooms.entries import Entry, Gap, Move, Moved, Noted, Spoken
from mensajeria.client.rooms.mentions import mentions
from mensajeria.client.rooms.order import listed
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.rooms.under_way import UnderWay
from mensajeria.languages import _
from mensajeria.wire.casemapping import Folded

MOST_ROOMS: Final = 1000
"""More are not opened for those who write to us: what they say is shown in the server's room."""


def ignore(_room: Room, _words: str) -> None:
    """Tells nobody."""


class Rooms:
    """`server` is always there, first. `called`: told in words what asks for
    attention elsewhere."""

    def __init__(self, model: Callable[[], Model], now: Callable[[], datetime]) -> None:
        """`model`: that of the connection as it is then; `now`: with a time zone."""
        self._model = model
        self.now = now
        self.server = Room("", Kind.SERVER)
        self.current = self.server
        self.watched = True
        """Whether somebody is looking at all."""
        self.called: Callable[[Room, str], None] = ignore
        self.words: Callable[[], Iterable[str]] = lambda: ()
        """What else calls us, beside our name."""
        self.ignores: Callable[[str], bool] = lambda _nick: False
        """Whether nothing is to be shown of somebody."""
        self.listed: Callable[[], None] = lambda: None
        """Called when rooms came, went, or have more or less to read."""
        self.made: Callable[[Room], None] = lambda _room: None
        """Called with each new room, before anything is in it."""
        self.under_way = UnderWay()
        self._table: dict[Folded, Room] = {}
        self._folding = Folding()
        self._order: list[Room] | None = None
        """As they are listed; None until somebody wants to know it."""

    @property
    def model(self) -> Model:
        return self._model()

    @property
    def features(self) -> Features:
        return self.model.features

    @property
    def _rooms(self) -> dict[Folded, Room]:
        self._fold_anew()
        return self._table

    def fold(self, name: str) -> Folded:
        """The name under which a room or a person is found."""
        self._fold_anew()
        return self._folding.fold(name)

    def _fold_anew(self) -> None:
        """Each connection tells how names compare there: until then it is as on the one before."""
        features = self.features
        is_known = features.tells_folding or not self._table
        if is_known and features.folding != self._folding:
            self._folding = features.folding
            self._table = _folded_by(self._folding, self._table.values())
            self._order = None

    def __iter__(self) -> Iterator[Room]:
        """In the order in which they are listed: the server, channels, people, each by name."""
        rooms = self._rooms
        if self._order is None:
            self._order = [self.server, *listed(rooms.values())]
        return iter(self._order)

    def get(self, name: str) -> Room | None:
        return self._rooms.get(self.fold(name))

    def open(self, name: str) -> Room:
        """The room of this channel or person, made if need be."""
        found = self.get(name)
        if found is not None:
            return found
        if len(self._rooms) >= MOST_ROOMS or not is_name(name):
            return self.server
        kind = Kind.CHANNEL if self.features.is_channel(name) else Kind.PERSON
        room = self._rooms[self.fold(name)] = Room(name, kind)
        self._order = None
        self.made(room)
        self.listed()
        return room

    def close(self, room: Room) -> None:
        """Show a room no longer; the one beside it is looked at instead."""
        if room is self.server or room not in self._rooms.values():
            return
        order = list(self)
        place = order.index(room)
        self._remove(room)
        if self.current is room:
            self.current = order[place - 1] if place + 1 == len(order) else order[place + 1]
            if self.watched:
                self.current.entered()
        self.listed()

    def rename(self, before: str, name: str) -> None:
        """The person of a room is called otherwise now, unless there is another of that name."""
        room = self.get(before)
        if room is not None and self.get(name) in (None, room):
            self._remove(room)
            room.name = name
            self._rooms[self.fold(name)] = room
            self.listed()

    def _remove(self, room: Room) -> None:
        self._table = {key: each for key, each in self._rooms.items() if each is not room}
        self._order = None

    def look_at(self, room: Room) -> None:
        """Somebody turns to another room."""
        if room is not self.current:
            if self.watched:
                self.current.left()
            self.current = room
        room.entered()
        self.listed()

    # What rooms are told

    def note(self, room: Room, about: Happening | str, at: datetime | None = None) -> None:
        """Write down what happened."""
        room.add(Noted(at or self.now(), about))

    def move(self, room: Room, move: Move, at: datetime | None) -> None:
        """Write down that somebody came or went, in one line with those before."""
        last = room.entries[-1] if room.entries else None
        if isinstance(last, Moved) and last.has_room and last is not room.new_from:
            last.moves.append(move)
            room.changed(last)
        else:
            room.add(Moved(at or self.now(), [move]))

    def part(self, room: Room, above: Spot, away_s: float | None) -> Gap:
        """Mark that something may be missing from here on."""
        gap = Gap(self.now(), above, away_s=away_s)
        room.add(gap)
        return gap

    def mentions_us(self, spoken: Spoken) -> bool:
        wanted = not spoken.mine and not spoken.ignored
        if not wanted:
            return False
        text = plain(spoken.text)
        return any(mentions(text, word) for word in (self.model.nick, *self.words()))

    def say(self, room: Room, spoken: Spoken) -> None:
        """Write down what somebody said, and call for attention where it is due."""
        spoken.mentions_us = self.mentions_us(spoken)
        room.add(spoken)
        if spoken.mine or spoken.ignored or room.kind is Kind.SERVER:
            return
        mention = spoken.mentions_us or (room.kind is Kind.PERSON and spoken.kind != "notice")
        seen = room is self.current and self.watched
        if not seen:
            room.count(spoken, mention=mention)
            self.listed()
        if mention and not seen and not room.muted:
            self.called(room, spoken.in_short)

    def invite(self, room: Room, invited: Invited) -> None:
        """Somebody wants us to come into a channel, which calls for attention as if it was said."""
        entry = Noted(invited.at or self.now(), invited)
        room.by_invitation = not room.inside
        room.add(entry)
        if room is not self.current or not self.watched:
            room.count(entry, mention=True)
            if not room.muted:
                told = _("{by} invites you into {channel}")
                self.called(room, told.format(by=invited.by, channel=invited.channel))
        self.listed()

    def came_late(self, room: Room, spoken: Spoken) -> None:
        """Something said while there was no connection is shown now, in its place."""
        if spoken.mine or spoken.ignored or (room is self.current and self.watched):
            return
        room.count(spoken, mention=spoken.mentions_us or room.kind is Kind.PERSON)
        self.listed()

    def spoken(self, by: str, text: str, kind: str, at: datetime | None) -> Spoken:
        """An entry of now, or of the given time."""
        ignored = not self.model.is_me(by) and self.ignores(by)
        return Spoken(at or self.now(), by, text, kind, ignored=ignored)

    def spoken_of(self, said: Said) -> Spoken:
        """An entry of what the server tells."""
        spoken = self.spoken(said.by or self.model.nick, said.text, said.kind, said.at)
        spoken.mine, spoken.msgid, spoken.answers = said.mine, said.msgid, said.replies_to
        spoken.kept, spoken.to_rank = bool(said.msgid or said.at), said.to_rank
        spoken.edited = bool(said.edits)
        return spoken

    def show(self, nick: str, *, ignored: bool) -> None:
        """Show what somebody has said, or nothing of it any more."""
        for room in self:
            spoken = [e for e in room.entries if isinstance(e, Spoken) and not e.mine]
            for entry in spoken:
                if self.fold(entry.by) == self.fold(nick):
                    entry.ignored = ignored
                    room.changed(entry)

    def everywhere(self, entry: Callable[[], Entry]) -> None:
        """Write something into each room."""
        for room in self:
            room.add(entry())

    def with_people(self) -> list[Room]:
        return [room for room in self if room.kind is Kind.PERSON]


def _folded_by(folding: Folding, rooms: Iterable[Room]) -> dict[Folded, Room]:
    """A table of these, without losing one: of two with the same name now, one is found by it, that
    which is spelled so if any, and the other only in the list.
    """
    table: dict[Folded, Room] = {}
    for room in sorted(rooms, key=lambda room: room.name != folding.fold(room.name)):
        folded = folding.fold(room.name)
        table[Folded(room.name) if folded in table else folded] = room
    return table
