"""How looks of formatted text (`client.formatting`) are drawn, so that they can always be read.

A colour that would hardly be seen on what is behind it is made lighter or darker until it is: what
is written for a black screen can be read on a white one, and nothing is hidden in its own colour.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.style import Style

Colour = tuple[int, ...]
"""Red, green and blue, from 0 to 255."""

_ENOUGH: Final = 4.5
"""WCAG 2.1, 1.4.3: "a contrast ratio of at least 4.5:1"."""

_STEPS: Final = 20


@lru_cache(maxsize=1000)
def style_of(look: str, ground: str) -> Style:
    """A look on a ground such as "#ffffff"."""
    words = [word for word in look.split() if word != "code"]
    colours = [word for word in words if word[0] == "#"]
    paper = colours.pop() if "on" in words else ""
    ink = readable(colours[0], paper or ground) if colours else _default(paper)
    switched = [word for word in words if word[0] != "#" and word != "on"]
    return Style.parse(" ".join(filter(None, [*switched, ink, f"on {paper}" if paper else ""])))


def _default(paper: str) -> str:
    """Where only what is behind the text has a colour, what can be read on it."""
    return readable(paper, paper) if paper else ""


@lru_cache(maxsize=1000)
def readable(ink: str, paper: str) -> str:
    """The colour nearest to `ink` that stands out from `paper` far enough."""
    behind, text = _parsed(paper), _parsed(ink)
    end = max(_parsed("#000000"), _parsed("#ffffff"), key=lambda each: _contrast(each, behind))
    for step in range(_STEPS + 1):
        mixed = tuple(a + (b - a) * step // _STEPS for a, b in zip(text, end, strict=True))
        if _contrast(mixed, behind) >= _ENOUGH:
            break
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _parsed(colour: str) -> Colour:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    """WCAG 2.1, "relative luminance"."""
    shares = (channel / 255 for channel in colour)
    red, green, blue = (
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
