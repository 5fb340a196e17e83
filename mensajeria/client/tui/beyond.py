"""`Beyond`: what is new in rows of a list that there is no room for, as one row at its edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mensajeria.languages import _

_NEWS: Final = ("new", "mention")


@dataclass(frozen=True)
class Beyond:
    """`places`: of the rows that have something new, the nearest first; there is at least one."""

    places: list[int]
    text: str
    style: str


def beyond(styles: Sequence[str], top: int, height: int, y: int) -> Beyond | None:
    """What the row at `y` has to tell, if it is at an edge beyond which something is new. It stands
    in the place of a row, which it tells of as well. `styles`: those of all rows; `top`: which row
    is at the upper edge.
    """
    if y == 0:
        outside, arrow = range(top - 1, -1, -1), "▲"
    elif y == height - 1:
        outside, arrow = range(top + height, len(styles)), "▼"
    else:
        return None
    new = [place for place in outside if styles[place] in _NEWS]
    if not new:
        return None
    covered = top + y
    places = [covered, *new] if styles[covered] in _NEWS else new
    style = "mention" if any(styles[place] == "mention" for place in places) else "new"
    told = _("{count} with news").format(count=len(places))
    return Beyond(places, f" {arrow} {told}", style)
