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


@action(title=N_("Colours…"), purpose=N_("how all of this looks"))
def colours(face: Face) -> None:
    face.run_worker(choose_colours(face))


@action("ctrl+c", shown="Ctrl+C", purpose=N_("copy what is marked, else end"), always=True)
def copy_or_end(face: Face) -> None:
    """As everywhere; with nothing marked as in a terminal."""
    marked = face.screen.get_selected_text()
    if marked:
        face.copy_to_clipboard(marked)
    else:
        face.leave()


@action("ctrl+q", shown="Ctrl+Q", title=N_("End"), purpose=N_("end"), always=True)
def end(face: Face) -> None:
    face.leave()
