"""What the terminal is told beside the screen: a notification, and what its window is called.

Each is a sequence that terminals ignore which do not know it.
"""

from __future__ import annotations

from mensajeria.client.clean import clean

_MOST = 200

KEEP_TITLE = "\x1b[22;2t"
FORMER_TITLE = "\x1b[23;2t"
"""Have the window's title put aside, and taken back (xterm's XTWINOPS)."""


def notification(words: str) -> str:
    """OSC 9, which iTerm2, WezTerm, kitty, Windows Terminal and others show."""
    return f"\x1b]9;{_short(words)}\x1b\\"


def window_title(name: str, calls: int) -> str:
    """OSC 2. `calls`: how often somebody was called to rooms that are not looked at."""
    called = f"({calls}) " if calls else ""
    return f"\x1b]2;{_short(called + name)}\x1b\\"


def _short(text: str) -> str:
    return clean(text).replace("\n", " ")[:_MOST]
