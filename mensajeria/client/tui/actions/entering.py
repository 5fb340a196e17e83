"""Channels whose room is shown, but in which we are not: coming in, or closing the room.

One was thrown out, is not let in again, or has only been invited.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from mensajeria.client.clean import clean
from mensajeria.client.rooms.room import Room
from mensajeria.client.tui.actions.registry import offering
from mensajeria.client.tui.composer import Composer
from mensajeria.client.tui.dialogues import Menu
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


def hint(room: Room) -> str:
    """What the empty field says."""
    if not room.name:
        return _("/join CHANNEL")
    told = _("Write to {0}") if room.inside else _("You are not in {0}. Enter: come in.")
    return told.format(clean(room.name))


def knock(face: Face) -> None:
    """Enter in the empty field: it says that this comes in."""
    if not face.rooms.current.inside:
        _come_in(face, face.rooms.current)


def _come_in(face: Face, room: Room) -> None:
    face.obey(f"/join {room.name}")


async def open_menu(face: Face, room: Room) -> None:
    """Ask what to do about a channel in which we are not."""
    offered = [("enter", _("Come in")), ("close", _("Close"))]
    about = _("You are not in {0}.").format(room.name)
    wanted = await face.push_screen_wait(Menu(about, offered))
    if wanted == "enter":
        _come_in(face, room)
    elif wanted == "close":
        face.leave_room(room)


def kept_back(face: Face, said: Composer.Submitted) -> bool:
    """Whether what was written would only be refused: it is in the field again then."""
    room, text = face.rooms.current, said.text
    is_command = text[0] == "/" and text[:2] != "//" and "\n" not in text
    if room.inside or (is_command and said.about is None):
        return False
    if said.about is None:
        face.composer.give_back(text)
    else:
        face.composer.attend(said.about)
        face.composer.write_out(text)
    told = _("You are not in {0}: that was not said, it is in the field still. F5: come in.")
    face.told([told.format(room.name)])
    return True


@offering
def of_entering(face: Face) -> Iterator[SystemCommand]:
    room = face.rooms.current
    if not room.inside:
        title = _("Come into {0}").format(room.name)
        yield SystemCommand(title, _("enter a channel"), lambda: _come_in(face, room))
