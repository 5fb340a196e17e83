"""The program itself: its settings, how it looks, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.tui.actions.registry import action
from mensajeria.client.tui.settings import choose_colours, open_settings
from mensajeria.languages import N_

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


@action("f4", shown="F4", title=N_("Settings"), purpose=N_("colours, bell, notifications"))
def settings(face: Face) -> None:
    face.run_worker(open_settings(face))


@action()
def all_commands(face: Face) -> None:
    """Which Ctrl+P opens as well."""
    face.action_command_palette()


@action(title=N_("Colours…"), purpose=N_("how everything looks"))
def colours(face: Face) -> None:
    face.run_worker(choose_colours(face))


@action(
    "ctrl+c",
    shown="Ctrl+C",
    purpose=N_("copy what is marked; else empty the field; else quit"),
    always=True,
)
def copy_or_end(face: Face) -> None:
    """As everywhere; with nothing marked as in a terminal, where it gives up a line first."""
    marked = face.screen.get_selected_text() or face.composer.selected_text
    if marked:
        face.copy_to_clipboard(marked)
    elif not face.composer.give_up():
        face.leave()


@action("ctrl+q", shown="Ctrl+Q", title=N_("Quit"), purpose=N_("quit"), always=True)
def end(face: Face) -> None:
    face.leave()
