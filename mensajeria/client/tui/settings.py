"""`Settings`: all of them on one screen; what is changed counts at once and is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.tui.dialogues import Menu
from mensajeria.client.tui.themes import DARK, LIGHT
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


def _choices(face: Face) -> list[tuple[str, str]]:
    wanted = face.preferences
    looks = {DARK.name: _("dark"), LIGHT.name: _("light")}
    return [
        ("theme", _("Colours: {0}").format(looks.get(face.theme, face.theme))),
        ("bell", _("Bell when somebody calls: {0}").format(_state(on=wanted.bell))),
        ("notifications", _("Notifications: {0}").format(_state(on=wanted.notifications))),
        ("typing", _("Tell others that I am writing: {0}").format(_state(on=wanted.typing))),
        (
            "reopen",
            _("Open the same servers at the next start: {0}").format(_state(on=wanted.reopen)),
        ),
        ("done", _("Done")),
    ]


def _state(*, on: bool) -> str:
    return _("on") if on else _("off")


async def open_settings(face: Face) -> None:
    """Change settings until somebody has had enough."""
    wanted = face.preferences
    while (key := await face.push_screen_wait(Menu(_("Settings"), _choices(face)))) is not None:
        if key == "theme":
            face.wear(LIGHT.name if face.current_theme.dark else DARK.name)
        elif key == "bell":
            wanted.bell = not wanted.bell
        elif key == "notifications":
            wanted.notifications = not wanted.notifications
        elif key == "typing":
            wanted.typing = not wanted.typing
        elif key == "reopen":
            wanted.reopen = not wanted.reopen
        else:
            return
        wanted.save()
