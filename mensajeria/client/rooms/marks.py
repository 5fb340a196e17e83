"""`Marks`: until where one has read, the same on all of one's devices (draft/read-marker)."""

from __future__ import annotations

from datetime import datetime

from mensajeria.client.conversation import Link
from mensajeria.client.happenings import ReadUntil
from mensajeria.client.rooms.entries import Spoken
from mensajeria.client.rooms.room import Kind, Room, is_kept
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.seeking import stamp


class Marks:
    """Tells the server what was read, and the rooms what was read elsewhere."""

    def __init__(self, rooms: Rooms, link: Link) -> None:
        self._rooms = rooms
        self._link = link

    @property
    def are_kept(self) -> bool:
        """Whether there is a server that does so."""
        kept = "draft/read-marker" in self._link.session.negotiation.enabled
        return kept and self._link.is_open

    def read(self, room: Room) -> None:
        """Somebody has seen all there is in a room."""
        latest = _latest(room)
        if not self.are_kept or latest is None or room.kind is Kind.SERVER:
            return
        if room.read_until is None or latest > room.read_until:
            room.read_until = latest
            self._link.session.send("MARKREAD", room.name, f"timestamp={stamp(latest)}")

    def asked(self, room: Room) -> None:
        """A room was entered: of channels the server tells by itself, of people it is asked."""
        if self.are_kept and room.kind is Kind.PERSON:
            self._link.session.send("MARKREAD", room.name)

    def told(self, marker: ReadUntil) -> None:
        """It was read until then, here or elsewhere."""
        room = self._rooms.get(marker.target)
        if room is None or marker.until is None:
            return
        if room.read_until is not None and marker.until <= room.read_until:
            return
        room.read_until = marker.until
        if room is not self._rooms.current or not self._rooms.watched:
            self.recount(room)

    def recount(self, room: Room) -> None:
        """What is unread is what others have said since."""
        until = room.read_until
        if until is None:
            return
        unread = [
            entry
            for entry in room.entries
            if isinstance(entry, Spoken) and not (entry.mine or entry.ignored) and entry.at > until
        ]
        room.unread = len(unread)
        room.mentions = sum(entry.mentions_us or room.kind is Kind.PERSON for entry in unread)
        room.new_from = unread[0] if unread else None
        room.watch(None)
        self._rooms.listed()


def _latest(room: Room) -> datetime | None:
    """When the last thing was said, by the server's clock."""
    spoken = (e for e in reversed(room.entries) if is_kept(e))
    return next((entry.at for entry in spoken), None)
