"""What a click in the list of rooms does: one goes there, or is asked what to do with the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.tui.dialogues import Menu
from mensajeria.client.tui.lists import CHANNELS, chosen
from mensajeria.client.tui.server import Server
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face

_ACTIONS: Final = {
    "about": "about_room",
    "channels": "all_channels",
    "me": "about_me",
    "settings": "settings",
    "help": "show_help",
    "commands": "all_commands",
}
"""What is an action anyway, once one is there."""


def choose(face: Face, key: str, *, menu: bool) -> None:
    """A row of the list was clicked, `menu`: with the other button."""
    if key == CHANNELS:
        face.action_do("all_channels")
        return
    server, room = chosen(face.servers, key)
    if menu:
        face.run_worker(open_menu(face, server, room))
    else:
        face.go_to(server, room)


def choices(room: Room) -> list[tuple[str, str]]:
    """What can be done, as (key, words)."""
    if room.kind is Kind.SERVER:
        return [
            ("go", _("Go there")),
            ("channels", _("Channels…")),
            ("me", _("About me…")),
            ("settings", _("Settings")),
            ("help", _("Help")),
            ("commands", _("All commands…")),
            ("disconnect", _("Disconnect")),
        ]
    is_channel = room.kind is Kind.CHANNEL
    return [
        ("go", _("Go there")),
        ("about", _("This channel…") if is_channel else _("Who is it?")),
        ("mute", _("Call me again") if room.muted else _("Call me no more")),
        ("close", _("Leave") if is_channel else _("Close")),
    ]


async def open_menu(face: Face, server: Server, room: Room) -> None:
    """Ask what to do with a room of any server, and do it."""
    title = room.name or face.servers.name_of(server)
    wanted = await face.push_screen_wait(Menu(title, choices(room)))
    if (server, room) not in face.servers.rooms():  # any more
        return
    if wanted == "mute":
        server.mute(room)
    elif wanted == "close" and server.talk is not None:
        server.talk.leave(room)
        face.show_room()
    elif wanted is not None:
        face.go_to(server, room)
        if wanted in _ACTIONS:
            face.action_do(_ACTIONS[wanted])
        elif wanted == "disconnect":
            face.obey("/disconnect")
    face.refresh_lists()
