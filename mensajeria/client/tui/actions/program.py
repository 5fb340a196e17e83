"""The program itself: its settings, how it looks, and its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from mensajeria.client.tui.actions.registry import action, offering
from mensajeria.client.tui.settings import open_settings
from mensajeria.client.tui.themes import DARK, LIGHT
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


@action("f4", shown="F4", title=N_("Settings"), purpose=N_("colours, bell, notifications"))
def settings(face: Face) -> None:
    face.run_worker(open_settings(face))


@offering
def colours(face: Face) -> Iterator[SystemCommand]:
    for theme, words in ((DARK, _("Dark colours")), (LIGHT, _("Light colours"))):
        yield SystemCommand(words, _("how all of this looks"), _wears(face, theme.name))


def _wears(face: Face, theme: str) -> Callable[[], None]:
    return lambda: face.wear(theme)


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
