"""What stands in the lists at the sides: the rooms with what is new in them, and the people."""

from __future__ import annotations

from mensajeria.client.model import Channel, Member
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.tui.listing import Item
from mensajeria.client.tui.paint import colour_of
from mensajeria.client.tui.server import Server
from mensajeria.client.tui.servers import Servers
from mensajeria.languages import _

MOST_BADGE = 99

CHANNELS = "channels"
"""What the heading above the channels is chosen by."""


def key_of(server: Server, room: Room) -> str:
    """What a row of the list of rooms is chosen by; `chosen` reads it."""
    return f"{server.number} {room.name}"


def chosen(servers: Servers, key: str) -> tuple[Server, Room]:
    """The room of a row; that of the server looked at, if it is gone."""
    number, _space, name = key.partition(" ")
    server = servers.numbered(int(number)) or servers.here
    return server, server.rooms.get(name) or server.rooms.server


def rooms_listed(servers: Servers) -> list[Item]:
    """The rooms of one server under headings; of several under the names of these."""
    if not servers.are_several:
        return _of_one(servers.here)
    items: list[Item] = []
    for server in servers:
        items += [Item("", is_heading=True)] if items else []
        items.append(_of_server(server, servers))
        rooms = [room for room in server.rooms if room.kind is not Kind.SERVER]
        items += [_of_room(server, room, f"  {room.name}") for room in rooms]
    return items


def _of_one(server: Server) -> list[Item]:
    """The server's room, then channels, then people."""
    items = []
    last = Kind.SERVER
    for room in server.rooms:
        if room.kind is not last:
            items += [Item("", is_heading=True), _heading_of(room.kind)]
            last = room.kind
        name = room.name or server.rooms.features.network or _("server")
        items.append(_of_room(server, room, f" {name}"))
    return items


def _heading_of(kind: Kind) -> Item:
    if kind is Kind.CHANNEL:
        return Item(" " + _("Channels"), CHANNELS, is_heading=True)
    return Item(" " + _("People"), is_heading=True)


def _of_server(server: Server, servers: Servers) -> Item:
    """Its name, how it is going, and how much is new in the rooms of one that is not looked at."""
    rooms = [] if server is servers.here else list(server.rooms)
    mentions = sum(room.mentions for room in rooms)
    state = "?" if server.asks else "!" if server.trouble else ""
    badge = f"{state} {_badge(mentions, sum(map(_unread, rooms)))}".strip()
    style = "mention" if state or mentions else "new"
    return Item(
        f" {servers.name_of(server)}", key_of(server, server.rooms.server), style, "", badge
    )


def _of_room(server: Server, room: Room, text: str) -> Item:
    style = "mention" if room.mentions else "new" if room.unread else "item"
    if not room.inside or room.muted:
        style = "dim"
    is_person = room.kind is Kind.PERSON  # where everything is for us
    badge = _badge(0, room.unread) if is_person else _badge(room.mentions, _unread(room))
    calls = "mention" if room.mentions and not room.muted else ""
    return Item(text, key_of(server, room), style, badge=badge, badge_style=calls)


def _unread(room: Room) -> int:
    return 0 if room.muted else room.unread


def _badge(mentions: int, unread: int) -> str:
    """How often we are called and how much there is to read, where that is more."""
    calls = f"@{_count(mentions)}" if mentions else ""
    return f"{calls} {_count(unread) if unread > mentions else ''}".strip()


def _count(count: int) -> str:
    return f"{MOST_BADGE}+" if count > MOST_BADGE else str(count)


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
