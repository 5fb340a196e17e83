"""How formatting codes look while one writes: a letter in reverse for each, and what it does.

In the field a code is a mark, a private sign of Unicode that nobody types: a text field takes some
of the codes for ends of lines.
"""

from __future__ import annotations

from typing import Final

from rich.style import Style
from rich.text import Text

from mensajeria.client.formatting import (
    BOLD,
    CODE,
    CODES,
    COLOUR,
    HEX,
    ITALIC,
    RESET,
    REVERSE,
    STRIKE,
    UNDERLINE,
    spans,
)
from mensajeria.client.tui.looks import style_of

_FIRST: Final = 0x10F300
_LETTERS: Final = {
    BOLD: "B",
    ITALIC: "I",
    UNDERLINE: "U",
    STRIKE: "S",
    CODE: "M",
    REVERSE: "R",
    COLOUR: "C",
    HEX: "H",
    RESET: "O",
}
_TO_MARKS: Final = {ord(code): chr(_FIRST + ord(code)) for code in CODES}
_TO_CODES: Final = {_FIRST + ord(code): code for code in CODES}
_SIGN: Final = Style(dim=True, reverse=True)


def marked(text: str) -> str:
    """The text for the field: marks in the place of codes."""
    return text.translate(_TO_MARKS)


def meant(text: str) -> str:
    """The text of the field with the codes that its marks mean."""
    return text.translate(_TO_CODES)


def painted(line: Text, ground: str) -> Text:
    """A line of the field as it is shown. It stays as long as it was."""
    text = meant(line.plain)
    if text == line.plain:
        return line
    painted = Text("".join(_LETTERS.get(each, each) for each in text), end="", no_wrap=True)
    for place, character in enumerate(text):
        if character in CODES:
            painted.stylize(_SIGN, place, place + 1)
    for start, end, look in spans(text):
        painted.stylize(style_of(look, ground), start, end)
    return painted
