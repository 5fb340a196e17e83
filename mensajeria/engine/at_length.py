"""Answers of any length, given in portions as the asker's connection takes them (SAFELIST).

Their handler writes them in a generator, which yields wherever it may be interrupted: what it goes
through may change in between, and be gone. The session's next lines wait meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mensajeria.engine.turn import Turn

PORTION: Final = 32 * 1024
"""Bytes of an answer at once: many times that fit into any send queue, and others wait little."""


def give_portion(turn: Turn, answer: Iterator[object]) -> None:
    """Let the answer go on until there is a portion of it; what is left is the turn's `rest`."""
    turn.rest = None
    size = counted = 0
    for _ in answer:
        size += sum(len(item) for item in turn.items[counted:] if isinstance(item, bytes))
        counted = len(turn.items)
        if size > PORTION:
            turn.rest = answer
            return
