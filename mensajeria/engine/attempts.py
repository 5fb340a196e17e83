"""`Attempts`: how often each address has tried something, so that nobody can go on guessing.

A code of 46 bits is safe from whoever gets ten tries a minute, and from ten thousand of them.
"""

from __future__ import annotations

from typing import Final

MOST: Final = 10
"""Wrong answers of one address in `WINDOW`; after them it must wait until that is over."""

WINDOW: Final = 60_000
"""Milliseconds since the first of the wrong answers that count together."""

HOUR: Final = 3_600_000
"""Milliseconds."""

REMEMBERED: Final = 10_000
"""Addresses kept; beyond that the one that failed first is forgotten."""


class Attempts:
    """Counted by address, or by a name. Times are in milliseconds and come from the turn's stamp.

    `window`: milliseconds since the first of those that count together.
    """

    def __init__(self, window: int = WINDOW) -> None:
        self._window = window
        self._tried: dict[str, tuple[int, int]] = {}  # since when, how many

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._tried)

    def too_many(self, who: str, now: int, most: int = MOST) -> bool:
        """Whether nothing that this address says is to be looked at for now."""
        return self._count(_household(who), now)[1] >= most

    def add(self, who: str, now: int) -> None:
        """One more."""
        household = _household(who)
        since, count = self._count(household, now)
        self._tried[household] = since, count + 1
        if len(self._tried) > REMEMBERED:
            del self._tried[next(iter(self._tried))]

    def _count(self, household: str, now: int) -> tuple[int, int]:
        since, count = self._tried.get(household, (now, 0))
        if now - since < self._window:
            return since, count
        self._tried.pop(household, None)
        return now, 0


def _household(address: str) -> str:
    """What counts as one address: an IPv6 user has a whole /64 (RFC 6177)."""
    if ":" not in address:
        return address
    head, shortened, tail = address.partition("::")
    groups = [group for group in head.split(":") if group]
    if shortened:
        rest = [group for group in tail.split(":") if group]
        groups += ["0"] * (8 - len(groups) - len(rest)) + rest
    return ":".join(groups[:4])
