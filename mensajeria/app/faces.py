"""Which face the client shows to a person at a terminal: the full screen, or line by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_LINE_TERMINALS: Final = frozenset({"", "dumb", "unknown"})
_READ_ALOUD: Final = ("ACCESSIBILITY_ENABLED", "MENSAJERIA_PLAIN")
"""Set by desktops for programs that are read by a screen reader, and by people for this one."""


def fills_the_screen(environment: Mapping[str, str], *, plain: bool, platform: str) -> bool:
    """Whether the terminal can be drawn on, and nobody would rather have lines."""
    if plain or any(environment.get(name, "0") not in ("", "0") for name in _READ_ALOUD):
        return False
    return platform == "win32" or environment.get("TERM", "") not in _LINE_TERMINALS
