"""How long to wait between attempts to connect: twice as long each time, never all at once."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Patience:
    """Delays in seconds. `attempts`: how many in a row may fail; None for any number."""

    first: float = 1.0
    most: float = 60.0
    attempts: int | None = None
    draw: Callable[[], float] = random.random
    failures: int = 0

    def next(self) -> float | None:
        """The delay after one more failure; None when patience has run out.

        Between half and all of the doubled delay, at random, so that the clients of a server that
        comes back do not come all at once.
        """
        self.failures += 1
        if self.attempts is not None and self.failures >= self.attempts:
            return None
        whole = min(self.most, self.first * 2.0 ** min(self.failures - 1, 30))
        return whole * (1 + self.draw()) / 2

    def restored(self) -> None:
        """It worked: the next failure is the first one again."""
        self.failures = 0
