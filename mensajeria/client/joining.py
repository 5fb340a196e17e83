"""How channels are entered: many with one JOIN, as far as a line and the server allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

Wish = tuple[str, str]
"""A channel and its key, or ""."""


def joins(wishes: Iterable[Wish], most: int, room: int) -> Iterator[list[str]]:
    """The parameters of each JOIN. `most`: channels of one; `room`: bytes of a line.

    "<channel>{,<channel>} [<key>{,<key>}]" (Modern IRC, JOIN): keys go by position, so those with
    one come first.
    """
    waiting = sorted(_single(wishes), key=lambda wish: not wish[1])
    while waiting:
        count = 1
        while count < min(most, len(waiting)) and _length(waiting[: count + 1]) <= room:
            count += 1
        yield _parameters(waiting[:count])
        del waiting[:count]


def _single(wishes: Iterable[Wish]) -> Iterator[Wish]:
    """Somebody may have written several as one: "#a,#b". What is no name would spoil the others."""
    for names, keys in wishes:
        for name, key in zip_longest(
            names.split(","), keys.split(",") if keys else [], fillvalue=""
        ):
            if name and name[0] != ":" and " " not in name:
                yield name, key


def _parameters(wishes: list[Wish]) -> list[str]:
    names = ",".join(name for name, _key in wishes)
    keys = ",".join(key for _name, key in wishes if key)
    return [names, keys] if keys else [names]


def _length(wishes: list[Wish]) -> int:
    return len(" ".join(["JOIN", *_parameters(wishes)]).encode()) + len("\r\n")
