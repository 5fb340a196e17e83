"""The two looks of this project; Textual's own can be chosen beside them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

from mensajeria.client.tui.looks import readable

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


def beside(theme: Theme) -> dict[str, str]:
    """Our colours for one of Textual's looks: those of texts can be read on what it has behind."""
    ours = ON_DARK if theme.dark else ON_LIGHT
    panel = theme.to_color_system().generate()["panel"]
    if theme in OURS or not panel.startswith("#"):
        return ours
    return ours | {name: readable(ours[name], panel[:7]) for name in ("quiet", "faint")}


_LIGHT_GROUNDS: Final = ("7", "15")


def fitting(environment: Mapping[str, str] = os.environ) -> str:
    """The look that suits the terminal, as far as that tells: "15;0" in COLORFGBG is white on
    black, as rxvt began and others do.
    """
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if ground in _LIGHT_GROUNDS else DARK.name
