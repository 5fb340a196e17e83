"""Keys as most terminals send them, where Textual takes them for others.

It reads ESC 1 as the "¡" of a Mac whose Option key writes, and so would take Alt+1 for what
Spanish keyboards have a key for; and ESC CR as Enter alone. ESC and a letter are Alt and it only
once nothing has followed for a while: of two such keys in one go it makes "^" and the letter. Its
table is its own: should it be gone one day, so are these corrections, and a test says so.
"""

from __future__ import annotations

import contextlib
import string
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class _Key:
    """As in Textual's table: `value` is what it calls a key."""

    value: str


def correct() -> None:
    """Have Alt+Enter and Alt with a letter or digit understood. Doing it again changes nothing."""
    with contextlib.suppress(ImportError, KeyError):
        from textual import _ansi_sequences

        table: dict[str, Any] = vars(_ansi_sequences)["ANSI_SEQUENCES_KEYS"]
        table["\x1b\r"] = (_Key("alt+enter"),)
        for digit in string.digits:
            table[f"\x1b{digit}"] = (_Key(f"alt+{digit}"),)
        for letter in string.ascii_lowercase:
            table.setdefault(f"\x1b{letter}", (_Key(f"alt+{letter}"),))
