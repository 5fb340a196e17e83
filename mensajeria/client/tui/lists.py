"""What stands in the lists at the sides: the rooms with what is new in them, and the people."""

from __future__ import annotations

from mensajeria.client.model import Channel, Member
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.tui.listing import Item
from mensajeria.client.tui.paint import colour_of
from mensajeria.languages import _

MOST_BADGE = 99


def rooms_listed(rooms: Rooms, server: str) -> list[Item]:
    """The server's room by this name, then channels, then people, under headings."""
    items = []
    last = Kind.SERVER
    for room in rooms:
        if room.kind is not last:
            heading = _("Channels") if room.kind is Kind.CHANNEL else _("People")
            items += [Item("", is_heading=True), Item(f" {heading}", is_heading=True)]
            last = room.kind
        items.append(_of_room(room, server))
    return items


def _of_room(room: Room, server: str) -> Item:
    style = "mention" if room.mentions else "new" if room.unread else "item"
    if not room.inside or room.muted:
        style = "dim"
    count = room.mentions or (0 if room.muted else room.unread)
    badge = "" if not count else f"{MOST_BADGE}+" if count > MOST_BADGE else str(count)
    return Item(f" {room.name or server}", room.name, style, badge=badge)


def members_listed(channel: Channel, prefixes: str, *, dark: bool) -> list[Item]:
    """Those of a channel by rank, highest first, then by name."""

    def rank(member: Member) -> tuple[int, str]:
        place = prefixes.find(member.prefixes[:1]) if member.prefixes else len(prefixes)
        return place, member.nick.casefold()

    return [
        Item(
            f"{member.prefixes[:1] or ' '}{member.nick}",
            member.nick,
            "dim" if member.away else "item",
            "" if member.away else colour_of(member.nick, dark=dark),
        )
        for member in sorted(channel.members.values(), key=rank)
    ]
