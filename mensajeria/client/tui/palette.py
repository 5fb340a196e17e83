"""What the command palette (Ctrl+P) offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from mensajeria.client.rooms.room import Kind
from mensajeria.client.tui.themes import DARK, LIGHT
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


def commands(face: Face) -> Iterator[SystemCommand]:
    """Everything that can be done without typing it, then the rooms to go to."""
    yield SystemCommand(_("Help"), _("keys and commands"), face.action_help)
    yield SystemCommand(_("Rooms"), _("show or hide them"), face.action_toggle_rooms)
    yield SystemCommand(_("People"), _("show or hide them"), face.action_toggle_members)
    for theme, words in ((DARK, _("Dark colours")), (LIGHT, _("Light colours"))):
        yield SystemCommand(words, _("how all of this looks"), _wears(face, theme.name))
    yield SystemCommand(_("Other colours"), _("all there are"), face.action_change_theme)
    yield SystemCommand(_("End"), _("leave the server"), face.leave)
    for room in face.rooms:
        if room.kind is not Kind.SERVER:
            yield SystemCommand(room.name, _("go there"), _turns(face, room.name))


def _wears(face: Face, theme: str) -> Callable[[], None]:
    return lambda: setattr(face, "theme", theme)


def _turns(face: Face, name: str) -> Callable[[], None]:
    return lambda: face.turn_to(face.rooms.open(name))
