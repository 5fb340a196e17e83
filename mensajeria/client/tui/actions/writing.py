"""How what is written is to look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mensajeria.client.formatting import (
    BOLD,
    CODE,
    COLOUR,
    ITALIC,
    RESET,
    REVERSE,
    STRIKE,
    UNDERLINE,
)
from mensajeria.client.tui.actions.registry import action
from mensajeria.client.tui.dialogues import Menu
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face

_SWITCHES: Final = {
    "bold": (BOLD, N_("Bold")),
    "italic": (ITALIC, N_("Italic")),
    "underline": (UNDERLINE, N_("Underlined")),
    "strike": (STRIKE, N_("Struck through")),
    "code": (CODE, N_("Monospaced, as code")),
    "reverse": (REVERSE, N_("Reversed")),
}
_COLOURS: Final = (
    N_("White"),
    N_("Black"),
    N_("Blue"),
    N_("Green"),
    N_("Red"),
    N_("Brown"),
    N_("Purple"),
    N_("Orange"),
    N_("Yellow"),
    N_("Light green"),
    N_("Cyan"),
    N_("Light cyan"),
    N_("Light blue"),
    N_("Pink"),
    N_("Grey"),
    N_("Light grey"),
)


@action(
    "ctrl+t",
    shown="Ctrl+T",
    title=N_("Formatting…"),
    purpose=N_("bold (also Ctrl+B), italic, colours …; around what is chosen, else from here on"),
)
def format_text(face: Face) -> None:
    switches = [(key, _(words)) for key, (_code, words) in _SWITCHES.items()]
    others = [("colour", _("Colour…")), ("off", _("Plain again"))]

    def chosen(wanted: str | None) -> None:
        if wanted == "colour":
            _ask_colour(face)
        elif wanted == "off":
            face.composer.format(RESET)
        elif wanted is not None:
            code, _words = _SWITCHES[wanted]
            face.composer.format(code, code)

    face.push_screen(Menu(_("Formatting"), [*switches, *others]), chosen)


def _ask_colour(face: Face) -> None:
    colours = [(str(number), _(words)) for number, words in enumerate(_COLOURS)]

    def chosen(number: str | None) -> None:
        if number is not None:
            face.composer.format(f"{COLOUR}{number:0>2}", COLOUR)

    face.push_screen(Menu(_("Colour"), colours), chosen)
