"""The looks to choose from: two of this project, and those of Textual's that have colours of their
own. In each of them all that is written can be read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Final

from textual.theme import Theme

from mensajeria.client.tui.looks import readable
from mensajeria.languages import _

ON_DARK: Final = {
    "quiet": "#959da9",  # what is read when it is looked for
    "faint": "#8a919c",  # what only orders the rest
    "called": "#46380f",  # behind what calls somebody by name
    "here": "#213c55",  # behind the room that is looked at
    "cursor": "#2a5b86",
    "chosen": "#1a2b3e",  # behind a message that was chosen
}
ON_LIGHT: Final = {
    "quiet": "#57606a",
    "faint": "#656c74",
    "called": "#fdeebd",
    "here": "#d3e5f4",
    "cursor": "#a9cdea",
    "chosen": "#e3eef8",
}
"""Colours that the style sheet names beside Textual's: what is drawn row by row knows no mixing."""

DARK: Final = Theme(
    name="mensajeria-dark",
    primary="#61aee5",
    secondary="#b39aef",
    warning="#dc9a28",
    error="#ec8e8b",
    success="#1fc13a",
    accent="#dc9a28",
    foreground="#d7dae0",
    background="#16191d",
    surface="#1b1f24",
    panel="#22272e",
    dark=True,
    variables=ON_DARK,
)
LIGHT: Final = Theme(
    name="mensajeria-light",
    primary="#0d66a5",
    secondary="#6f39ef",
    warning="#86590b",
    error="#c61610",
    success="#09741b",
    accent="#a5450d",
    foreground="#24292f",
    background="#ffffff",
    surface="#f7f7f4",
    panel="#f2f2ee",
    dark=False,
    variables=ON_LIGHT,
)
OURS: Final = (DARK, LIGHT)


_INKS: Final = {"ink": "foreground", "alarm": "warning", "urgent": "error", "link": "primary"}
"""What our texts are written in, and which of the theme's colours that is."""

_MARKS: Final = ("called", "here", "cursor", "chosen")
"""Of our colours, those that stand behind what is written in ink."""


def beside(theme: Theme) -> dict[str, str]:
    """Our colours for a look: those of texts can be read on whatever it has behind them."""
    ours = ON_DARK if theme.dark else ON_LIGHT
    theirs = theme.to_color_system().generate()
    inks = {name: theirs[of] for name, of in _INKS.items()}
    inks |= {name: ours[name] for name in ("quiet", "faint")}
    if theme in OURS or not _has_colours(theme):
        return ours | inks
    for ground in (theirs["background"], theirs["surface"], theirs["panel"]):
        inks = {name: readable(ink[:7], ground[:7]) for name, ink in inks.items()}
    for mark in _MARKS:
        inks["ink"] = readable(inks["ink"], ours[mark])
    return ours | inks


def _has_colours(theme: Theme) -> bool:
    """Rather than those that the terminal makes of names such as "red"."""
    return theme.primary.startswith("#")


def offered(themes: Iterable[Theme]) -> dict[str, str]:
    """What can be chosen, by name and as people call it: ours first."""
    ours = {DARK.name: _("dark"), LIGHT.name: _("light")}
    theirs = sorted(each.name for each in themes if each not in OURS and _has_colours(each))
    return ours | {name: name.replace("-", " ") for name in theirs}


_LIGHT_GROUNDS: Final = ("7", "15")


def fitting(environment: Mapping[str, str] = os.environ) -> str:
    """The look that suits the terminal, as far as that tells: "15;0" in COLORFGBG is white on
    black, as rxvt began and others do.
    """
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if ground in _LIGHT_GROUNDS else DARK.name
