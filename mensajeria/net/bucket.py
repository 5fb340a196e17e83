"""`Bucket`: a token bucket. Knows no clock: whoever asks says what time it is."""

from __future__ import annotations


class Bucket:
    """Holds up to `size` units and gains `rate` of them a second. May go into debt.

    Times are seconds of one clock that never goes back.
    """

    __slots__ = ("_at", "_level", "rate", "size")

    def __init__(self, size: float, rate: float, now: float) -> None:
        self.size = size
        self.rate = rate
        self._level = size
        self._at = now

    def take(self, units: float, now: float) -> float:
        """Take `units` out, whether they are there or not; how many seconds are left of a debt."""
        level = min(self.size, self._level + (now - self._at) * self.rate) - units
        self._level = level
        self._at = now
        return 0.0 if level >= 0 else -level / self.rate

    def take_if_there(self, units: float, now: float) -> bool:
        """Take `units` out unless fewer are there; whether they were."""
        if self.take(0, now) or self._level < units:
            return False
        self._level -= units
        return True
