"""Pieces of a row as Textual's segments: a colour per nick, readable on the theme's background."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Final

from rich.segment import Segment
from rich.style import Style

from mensajeria.client.clean import clean
from mensajeria.client.tui.looks import readable, style_of
from mensajeria.client.wording import Pieces
from mensajeria.wire.casemapping import fold

# Fourteen hues with a contrast of at least 4.5:1 to every background of their kind of theme.
ON_DARK: Final = (
    "#ec8e8b",
    "#e69363",
    "#dc9a28",
    "#adad1c",
    "#60bd1f",
    "#1fc13a",
    "#1fbf8a",
    "#1fb9bf",
    "#61aee5",
    "#91a4ed",
    "#b39aef",
    "#d48bec",
    "#eb82d6",
    "#ec89ad",
)
ON_LIGHT: Final = (
    "#c61610",
    "#a5450d",
    "#86590b",
    "#656508",
    "#357109",
    "#09741b",
    "#09714f",
    "#096e71",
    "#0d66a5",
    "#2850ee",
    "#6f39ef",
    "#a011d0",
    "#b60f94",
    "#c11051",
)

STYLES: Final = (
    "time",
    "mark",
    "text",
    "event",
    "where",
    "warning",
    "rule",
    "new",
    "mention",
    "pending",
    "refused",
    "link",
    "code",
    "quote",
    "react",
    "reacted",
)
"""Those of `blocks` and `wording` that the style sheet describes, as "timeline--time"."""

_DEEDS: Final = {"quote": "original", "react": "react", "reacted": "react"}
"""What a click on such a piece does, as in `message_menu`."""


def colour_of(nick: str, *, dark: bool) -> str:
    """A nick's colour, the same everywhere and always, made from its name."""
    colours = ON_DARK if dark else ON_LIGHT
    return colours[zlib.crc32(fold(nick.lstrip("~&@%+")).encode()) % len(colours)]


class Paint:
    """What styles look like at the moment. `look_up` gives that of a component class; `ground` is
    the colour that there is behind everything.
    """

    def __init__(self, look_up: Callable[[str], Style], *, ground: str, dark: bool) -> None:
        self._styles = {style: look_up(f"timeline--{style}") for style in STYLES}
        self._ground = ground
        self._dark = dark

    def segments(self, pieces: Pieces) -> list[Segment]:
        """A row, cleaned already by being wrapped; links carry where they lead."""
        return [Segment(text, self._style(style, text)) for style, text in pieces]

    def _style(self, style: str, text: str) -> Style:
        name, _space, look = style.partition(" ")
        if name == "nick":
            colour = colour_of(text.strip(), dark=self._dark)
            return Style(color=readable(colour, self._ground), bold=True)
        if name == "link":
            address = clean(text)
            return self._styles["link"] + Style(link=address, meta={"link": address})
        if name in _DEEDS:
            return self._styles[name] + Style(meta={"deed": f"{_DEEDS[name]} {look}".rstrip()})
        return self._styles[name] + self._of_look(look) if look else self._styles[name]

    def _of_look(self, look: str) -> Style:
        code = self._styles["code"] if "code" in look else Style.null()
        return code + style_of(look, self._ground)
