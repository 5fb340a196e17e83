"""What IRC's formatting codes in a text mean: runs of text, each with its look. Pure.

From modern.ircdocs.horse/formatting. A look is told in words: "bold italic underline strike reverse
code", then a colour and "on" a colour, as in "bold #ff0000 on #000000". No look is "".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

BOLD: Final = "\x02"
COLOUR: Final = "\x03"
HEX: Final = "\x04"
RESET: Final = "\x0f"
CODE: Final = "\x11"
REVERSE: Final = "\x16"
ITALIC: Final = "\x1d"
STRIKE: Final = "\x1e"
UNDERLINE: Final = "\x1f"

TOGGLES: Final = {
    BOLD: "bold",
    ITALIC: "italic",
    UNDERLINE: "underline",
    STRIKE: "strike",
    REVERSE: "reverse",
    CODE: "code",
}
CODES: Final = frozenset({*TOGGLES, COLOUR, HEX, RESET})

_CODE: Final = re.compile(
    rf"(?P<sign>{COLOUR})(?:(?P<ink>[0-9]{{1,2}})(?:,(?P<paper>[0-9]{{1,2}}))?)?"
    rf"|(?P<hex>{HEX})(?:(?P<hexink>[0-9A-Fa-f]{{6}})(?:,(?P<hexpaper>[0-9A-Fa-f]{{6}}))?)?"
    rf"|(?P<toggle>[{''.join(TOGGLES)}])|{RESET}|(?P<line>\n)"
)
_TABLE: Final = (
    "ffffff 000000 00007f 009300 ff0000 7f0000 9c009c fc7f00"
    " ffff00 00fc00 009393 00ffff 0000fc ff00ff 7f7f7f d2d2d2"
    " 470000 472100 474700 324700 004700 00472c 004747 002747 000047 2e0047 470047 47002a"
    " 740000 743a00 747400 517400 007400 007449 007474 004074 000074 4b0074 740074 740045"
    " b50000 b56300 b5b500 7db500 00b500 00b571 00b5b5 0063b5 0000b5 7500b5 b500b5 b5006b"
    " ff0000 ff8c00 ffff00 b2ff00 00ff00 00ffa0 00ffff 008cff 0000ff a500ff ff00ff ff0098"
    " ff5959 ffb459 ffff71 cfff60 6fff6f 65ffc9 6dffff 59b4ff 5959ff c459ff ff66ff ff59bc"
    " ff9c9c ffd39c ffff9c e2ff9c 9cff9c 9cffdb 9cffff 9cd3ff 9c9cff dc9cff ff9cff ff94d3"
    " 000000 131313 282828 363636 4d4d4d 656565 818181 9f9f9f bcbcbc e2e2e2 ffffff"
)
_NUMBERED: Final = _TABLE.split()
"""Colours 0 to 98; 99 is whichever colour there would be without any."""


@dataclass(frozen=True)
class _Look:
    switched: tuple[str, ...] = ()
    ink: str = ""
    paper: str = ""

    def words(self) -> str:
        paper = f"on {self.paper}" if self.paper else ""
        return " ".join(filter(None, (*self.switched, self.ink, paper)))

    def after(self, code: re.Match[str]) -> _Look:
        """The look of what follows a code."""
        if code["toggle"]:
            return self._toggled(TOGGLES[code["toggle"]])
        if code["sign"]:
            return self._coloured(code["ink"], code["paper"], _numbered)
        if code["hex"]:
            return self._coloured(code["hexink"], code["hexpaper"], "#{}".format)
        return _Look()  # told to be, or since another line has begun

    def _toggled(self, word: str) -> _Look:
        switched = (each for each in TOGGLES.values() if (each in self.switched) != (each == word))
        return replace(self, switched=tuple(switched))

    def _coloured(self, ink: str | None, paper: str | None, colour: Callable[[str], str]) -> _Look:
        """Without a paper there stays the one there is; without an ink there is neither."""
        if not ink:
            return replace(self, ink="", paper="")
        return replace(self, ink=colour(ink), paper=colour(paper) if paper else self.paper)


def _numbered(number: str) -> str:
    return f"#{_NUMBERED[int(number)]}" if int(number) < len(_NUMBERED) else ""


def spans(text: str) -> list[tuple[int, int, str]]:
    """Where in a text there is what of one look: (start, end, look). Between them are codes. Each
    line begins plain.
    """
    found, look, place = [], _Look(), 0
    for code in _CODE.finditer(text):
        found.append((place, code.end() if code["line"] else code.start(), look.words()))
        look, place = look.after(code), code.end()
    return [span for span in [*found, (place, len(text), look.words())] if span[0] < span[1]]


def runs(text: str) -> list[tuple[str, str]]:
    """The text without its codes, in runs of one look: (look, text); at least one."""
    if CODES.isdisjoint(text):
        return [("", text)]
    return [(look, text[start:end]) for start, end, look in spans(text)] or [("", "")]


def plain(text: str) -> str:
    """The text without its codes."""
    return "".join(run for _look, run in runs(text))
