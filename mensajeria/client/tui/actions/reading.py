"""Scrolling, choosing a message, and finding one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.rooms.seeker import Hit
from mensajeria.client.tui.actions.registry import action
from mensajeria.client.tui.actions.typed import typed
from mensajeria.client.tui.reaching import go_to_found
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


@action("ctrl+f", shown="Ctrl+F", title=N_("Search"), purpose=N_("find what was said"))
def search(face: Face) -> None:
    _search(face, "")


@typed(
    "search",
    usage=N_("/search WORDS"),
    purpose=N_("find what was said (from: in: on: …)"),
)
def search_typed(face: Face, text: str) -> list[str]:
    _search(face, text)
    return []


def _search(face: Face, words: str) -> None:
    talk = face.talk
    if talk is None:
        return

    def found(hit: Hit | None) -> None:
        if hit is not None:
            go_to_found(face, talk, hit)

    face.push_screen(Search(talk.seeker, face.rooms.current.name, face.now, words), found)
