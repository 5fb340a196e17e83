"""`Listed`: events in memory as a source: what the journal still has, or all there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from mensajeria.chat.events import Event
from mensajeria.chat.places import is_message, places
from mensajeria.storage.archive.answers import Range
from mensajeria.storage.archive.numbers import Numbered, numbered
from mensajeria.storage.archive.wanted import Wanted, is_wanted


class Listed:
    """A `Source` of these events, in order; `after` is the number of the one before them."""

    def __init__(self, events: Iterable[Event], after: int = 0) -> None:
        self._placed: dict[tuple[str, bool], list[Numbered]] = defaultdict(list)
        self._events = list(events)
        for each in numbered(after, self._events):
            said = is_message(each[1])
            for place in places(each[1]):
                self._placed[place, said].append(each)

    def within(self, wanted: Range) -> list[Numbered]:
        placed = self._placed.get((wanted.place, wanted.said), ())
        found = [each for each in placed if wanted.low <= each[0] < wanted.high]
        return found[max(0, len(found) - wanted.most) :] if wanted.newest else found[: wanted.most]

    def number_of(self, msgid: str, places: Iterable[str]) -> int | None:
        for place in places:
            for said in (True, False):
                for number, event in self._placed.get((place, said), ()):
                    if event.msgid == msgid:
                        return number
        return None

    def with_id(self, msgid: str) -> Iterator[Event]:
        return (event for event in self._events if event.msgid == msgid)

    def matching(
        self, wanted: Range, what: Wanted, tired: Callable[[], bool]
    ) -> Iterator[Numbered]:
        placed = self._placed.get((wanted.place, wanted.said), ())
        for number, event in reversed(placed) if wanted.newest else placed:
            if tired():
                return
            if wanted.low <= number < wanted.high and is_wanted(event, what):
                yield number, event

    def views_of(self, owner: str) -> Iterator[str]:
        return (name for name, said in self._placed if said and name.startswith(f"{owner} "))
