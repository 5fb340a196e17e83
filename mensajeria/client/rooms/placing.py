"""Where a page of history belongs among what a room shows: above all of it, or in a gap."""

from __future__ import annotations

from datetime import datetime

from mensajeria.client.happenings import PastTold, Said
from mensajeria.client.rooms.entries import Begun, Entry, Gap, Spoken, identity_of
from mensajeria.client.rooms.room import Room, is_kept


def put_on_top(room: Room, page: PastTold, said: list[Spoken], now: datetime) -> None:
    """Nothing is missing between the page and what is shown below it, if anything is."""
    room.entries[:0] = said
    room.top = page.first or room.top
    if page.first is None:
        room.entries.insert(0, Begun(room.entries[0].at if room.entries else now))


def fill(room: Room, gap: Gap, page: PastTold, said: list[Spoken], *, downwards: bool) -> None:
    """The page begins where the gap does if `downwards`, else it ends where the gap does."""
    place = room.entries.index(gap) + (not downwards)
    room.entries[place:place] = said
    gap.filling = False
    if page.first is None:
        room.entries.remove(gap)
    elif downwards:
        gap.above = page.last or gap.above
    else:
        gap.below = page.first


def put_in_order(room: Room, said: list[Spoken]) -> None:
    """Each by its time, since nobody knows what may be missing around it."""
    for entry in said:
        place = _place_of(room, entry)
        room.entries.insert(place, entry)


def put_around(room: Room, page: PastTold, said: list[Spoken]) -> None:
    """A page from somewhere in the past, which may touch what is shown at one end or the other."""
    if not said or page.first is None or page.last is None:
        return
    told = {identity_of(each) for each in page.said if isinstance(each, Said)}
    place = _place_of(room, said[-1])
    touches_above = any(is_kept(entry) and entry.identity in told for entry in room.entries[:place])
    touches_below = any(is_kept(entry) and entry.identity in told for entry in room.entries[place:])
    gap = _gap_before(room, place)
    if gap is not None:
        lower: list[Entry] = [] if touches_below else [gap]
        upper = [] if touches_above else [Gap(said[0].at, gap.above, page.first)]
        gap.above = page.last
        place = room.entries.index(gap)
        room.entries[place : place + 1] = [*upper, *said, *lower]
        return
    first = room.first_kept()
    if first is None or room.entries.index(first) < place:  # in what is shown nothing is missing
        room.entries[place:place] = said
        return
    below = [] if touches_below else [Gap(first.at, page.last, room.top or first.spot)]
    room.entries[:0] = [*said, *below]
    room.top = page.first


def _place_of(room: Room, latest: Spoken) -> int:
    """Before the first that the server has from a later time."""
    later = (i for i, e in enumerate(room.entries) if is_kept(e) and e.at > latest.at)
    return next(later, len(room.entries))


def _gap_before(room: Room, place: int) -> Gap | None:
    """The gap right before a place, with nothing of the server's in between."""
    for entry in reversed(room.entries[:place]):
        if isinstance(entry, Gap):
            return entry
        if is_kept(entry):
            return None
    return None
