"""A link as a QR code in a terminal: two modules in each character, black on white in any theme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

QUIET: Final = 2
"""Modules of white around it. ISO 18004 wants four; phones are content with two on a screen."""

_HALVES: Final = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
_BLACK_ON_WHITE: Final = "\x1b[38;5;16;48;5;231m"
"""Of the 256 colours' fixed part, which no theme changes."""
_RESET: Final = "\x1b[0m"


def modules_of(link: str) -> list[list[int]]:
    """The smallest code that holds the link, and the white around it, row by row; 1 is black."""
    import segno  # late: only a terminal needs it

    code = segno.make(link, error="l", micro=False, boost_error=False)
    return [[int(module) for module in row] for row in code.matrix_iter(border=QUIET)]


def half_blocks(modules: list[list[int]]) -> Iterator[str]:
    """The same as characters, two rows in one line; a missing last row is white."""
    rows = modules if len(modules) % 2 == 0 else [*modules, [0] * len(modules[0])]
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        yield "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))


def painted(line: str) -> str:
    """A line of half blocks with the colours that make it one."""
    return f"{_BLACK_ON_WHITE}{line}{_RESET}"
