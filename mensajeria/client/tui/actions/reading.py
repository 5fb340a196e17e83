"""Scrolling, choosing a message, and finding one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.rooms.entries import Spoken
from mensajeria.client.tui.actions.registry import action
from mensajeria.client.tui.search import Search
from mensajeria.languages import N_

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


@action("pageup", shown=N_("PgUp PgDn"), purpose=N_("scroll; Ctrl+End goes to the end"))
def page_up(face: Face) -> None:
    face.timeline.page(-1)


@action("pagedown")
def page_down(face: Face) -> None:
    face.timeline.page(1)


@action("ctrl+end")
def to_end(face: Face) -> None:
    face.timeline.to_end()


@action(
    "ctrl+up",
    shown="Ctrl+↑",
    purpose=N_("choose a message; then ↑ ↓, Enter for what can be done with it"),
)
def choose_message(face: Face) -> None:
    face.timeline.focus()
    face.timeline.action_select(-1)


@action("ctrl+f", shown="Ctrl+F", title=N_("Search"), purpose=N_("search in this room"))
def search(face: Face) -> None:
    def go_to(entry: Spoken | None) -> None:
        if entry is not None:
            face.timeline.focus()
            face.timeline.point_at(entry)

    face.push_screen(Search(face.rooms.current), go_to)
