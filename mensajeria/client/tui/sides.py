"""`Sides`: what stands around the conversation: rooms, people, heading and banner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from textual.screen import Screen

from mensajeria.client.model import Channel
from mensajeria.client.rooms.room import Kind
from mensajeria.client.tui.calling import window_title
from mensajeria.client.tui.heading import Banner, Heading
from mensajeria.client.tui.listing import Item, Listing
from mensajeria.client.tui.lists import key_of, members_listed, rooms_listed
from mensajeria.client.tui.servers import Servers
from mensajeria.languages import _

_PROGRAM: Final = "mensajeria"
_ROOM_FOR_MEMBERS: Final = 100
_ROOM_FOR_ROOMS: Final = 60
"""Columns of the window from which on the lists are shown without being asked for."""


class Sides:
    """Draws them. `front`: the screen that they are on."""

    def __init__(self, servers: Servers, front: Callable[[], Screen[Any]]) -> None:
        self._servers = servers
        self._front = front
        self._by_hand: dict[str, bool] = {}  # which were shown or hidden so
        self._made_of: tuple[Channel, int, str, bool] | None = None
        self._made: list[Item] = []

    def listing(self, which: str) -> Listing:
        return self._front().query_one(f"#{which}", Listing)

    def fold(self, width: int) -> None:
        """Show the lists where there is room for them, or where somebody wants them."""
        rooms, members = self.listing("rooms"), self.listing("members")
        rooms.display = self._by_hand.get("rooms", width >= _ROOM_FOR_ROOMS)
        wide = self._by_hand.get("members", width >= _ROOM_FOR_MEMBERS)
        members.display = wide and self._servers.here.rooms.current.kind is Kind.CHANNEL

    def toggle(self, which: str) -> None:
        """Show or hide a list whatever the width."""
        self._by_hand[which] = not self.listing(which).display

    def draw(self, *, dark: bool) -> None:
        """All of it anew."""
        servers, here = self._servers, self._servers.here
        current, model = here.rooms.current, here.rooms.model
        self.listing("rooms").put(rooms_listed(servers), key_of(here, current))
        channel = model.channel(current.name) if current.kind is Kind.CHANNEL else None
        self.listing("members").put(self._people(channel, model.features.prefixes, dark=dark))
        elsewhere = sum(room.mentions or room.unread for _server, room in servers.rooms())
        hidden = elsewhere if not self.listing("rooms").display else 0
        people = len(channel.members) if channel is not None else None
        heading = self._front().query_one(Heading)
        network = model.features.network or _("server")
        server = servers.name_of(here) if servers.are_several else network
        place = server if servers.are_several and current.name else ""
        name = current.name or server
        heading.tell(name, current.topic, people, hidden, place, away=model.away)
        self._front().query_one(Banner).tell(here.trouble, here.waiting)

    def _people(self, channel: Channel | None, prefixes: str, *, dark: bool) -> list[Item]:
        """Those of a channel. There may be very many: they are put in order when there is something
        new about them, not whenever anything is drawn.
        """
        if channel is None:
            return []
        made_of = (channel, channel.version, prefixes, dark)
        if made_of != self._made_of:
            self._made_of = made_of
            self._made = members_listed(channel, prefixes, dark=dark)
        return self._made

    def title(self) -> str:
        """What the window is called: the room that is looked at, and how many calls wait."""
        servers, room = self._servers, self._servers.here.rooms.current
        calls = sum(room.mentions for _server, room in servers.rooms() if not room.muted)
        names = (room.name, servers.name_of(servers.here), _PROGRAM)
        return window_title(" · ".join(dict.fromkeys(filter(None, names))), calls)
