"""Keys as most terminals send them, where Textual takes them for others.

It reads ESC 1 as the "¡" of a Mac whose Option key writes, and so would take Alt+1 for what
Spanish keyboards have a key for; and ESC CR as Enter alone. Its table is its own: should it be gone
one day, so are these corrections, and a test says so.
"""

from __future__ import annotations

import contextlib
from enum import Enum
from typing import Any


class _Key(str, Enum):
    ALT_ENTER = "alt+enter"


def correct() -> None:
    """Have Alt+1 to Alt+0 and Alt+Enter understood. Doing it again changes nothing."""
    with contextlib.suppress(ImportError, KeyError):
        from textual import _ansi_sequences

        table: dict[str, Any] = vars(_ansi_sequences)["ANSI_SEQUENCES_KEYS"]
        for digit in "0123456789":
            table.pop(f"\x1b{digit}", None)
        table["\x1b\r"] = (_Key.ALT_ENTER,)
