"""Going to a message, which is loaded first with what was said around it if it is not shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mensajeria.client.rooms.entries import Spoken
from mensajeria.client.rooms.seeker import Hit
from mensajeria.client.rooms.talk import Talk
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


def go_to_found(face: Face, talk: Talk, hit: Hit) -> None:
    """To something that was found by searching."""
    talk.reach(hit, partial(_arrived, face, talk))
    face.show_room()


def go_to_answered(face: Face, talk: Talk, entry: Spoken) -> None:
    """To what a message answers."""
    talk.reach_answered(entry, partial(_arrived, face, talk))


def _arrived(face: Face, talk: Talk, entry: Spoken | None) -> None:
    """It is there now, unless it is None; who has gone elsewhere meanwhile stays there."""
    if face.talk is not talk:
        return
    if entry is None:
        face.told([_("What was said around it cannot be shown.")])
    elif entry in face.rooms.current.entries:
        face.show_room()
        face.timeline.focus()
        face.timeline.point_at(entry)
