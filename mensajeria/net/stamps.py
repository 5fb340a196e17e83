"""`Stamps`: the time and identity that come with each input to the engine."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from mensajeria.engine.inputs import Stamp


class Stamps:
    """Makes stamps whose time never goes back and whose serial never repeats.

    `clock` gives nanoseconds since the Unix epoch, `since` is the least time (ms). Serials start at
    random, so that those of two runs meet only by chance, and hardly in the same millisecond.
    """

    def __init__(self, clock: Callable[[], int] = time.time_ns, since: int = 0) -> None:
        self._clock = clock
        self._at = since
        self._serial = secrets.randbits(47)  # 48 bits go into a message id

    def next(self) -> Stamp:
        at = self._clock() // 1_000_000
        if at > self._at:
            self._at = at
        self._serial += 1
        return Stamp(self._at, self._serial)
