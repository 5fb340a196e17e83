"""The parts of the screen: showing and hiding them, and going from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.tui.actions.registry import action
from mensajeria.languages import N_

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


@action("f2", shown="F2", title=N_("Rooms"), purpose=N_("show or hide the rooms"))
def toggle_rooms(face: Face) -> None:
    face.toggle("rooms")


@action("f3", shown="F3", title=N_("People"), purpose=N_("show or hide the people"))
def toggle_members(face: Face) -> None:
    face.toggle("members")


@action("f6", shown="F6", purpose=N_("go to the rooms, the people, back to writing"))
def next_area(face: Face) -> None:
    """From writing to the lists that are shown, to the conversation, and back."""
    rooms, members = face.sides.listing("rooms"), face.sides.listing("members")
    areas = (face.composer, rooms, face.timeline, members)
    shown = [area for area in areas if area.display]
    place = shown.index(face.focused) if face.focused in shown else -1
    shown[(place + 1) % len(shown)].focus()


@action("escape", shown=N_("Esc"), purpose=N_("back to writing"), insists=False)
def write(face: Face) -> None:
    face.composer.focus()
