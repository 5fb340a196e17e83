"""`Attempts`: how often each address has tried a secret in vain, so that nobody can go on guessing.

A code of 46 bits is safe from whoever gets ten tries a minute, and from ten thousand of them.
"""

from __future__ import annotations

from typing import Final

MOST: Final = 10
"""Wrong answers of one address in `WINDOW`; after them it must wait until that is over."""

WINDOW: Final = 60_000
"""Milliseconds since the first of the wrong answers that count together."""

REMEMBERED: Final = 10_000
"""Addresses kept; beyond that the one that failed first is forgotten."""


class Attempts:
    """Wrong answers by address. Times are in milliseconds and come from the turn's stamp."""

    def __init__(self) -> None:
        self._failed: dict[str, tuple[int, int]] = {}  # since when, how many

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._failed)

    def too_many(self, address: str, now: int) -> bool:
        """Whether nothing that this address says is to be looked at for now."""
        return self._count(_household(address), now)[1] >= MOST

    def failed(self, address: str, now: int) -> None:
        """One more wrong answer."""
        household = _household(address)
        since, count = self._count(household, now)
        self._failed[household] = since, count + 1
        if len(self._failed) > REMEMBERED:
            del self._failed[next(iter(self._failed))]

    def _count(self, household: str, now: int) -> tuple[int, int]:
        since, count = self._failed.get(household, (now, 0))
        if now - since < WINDOW:
            return since, count
        self._failed.pop(household, None)
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
