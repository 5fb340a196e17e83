"""The questions of `engine.history`, answered from any source of numbered events.

Where events come from (tables, a list) is the source's business: it gives, for one place, what
lies between two numbers. What marks mean and what belongs on a page is decided here, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, Protocol

from mensajeria.chat.events import Event
from mensajeria.engine.history import (
    Conversations,
    Find,
    Found,
    History,
    Latest,
    Mark,
    Page,
    Search,
    Span,
)
from mensajeria.storage.archive.numbers import LAST, Numbered, first_of, time_of
from mensajeria.storage.archive.wanted import Wanted, wanted


class Range(NamedTuple):
    """Of one place, what has a number from `low` to below `high`: at most so many, from one end."""

    place: str
    said: bool
    low: int
    high: int
    most: int
    newest: bool


class Source(Protocol):
    """Where events come from. One that does not change while a question is answered."""

    def within(self, wanted: Range) -> Iterable[Numbered]:
        """The events of that range: messages if `said`, else the other kinds; in any order."""

    def number_of(self, msgid: str, places: Iterable[str]) -> int | None:
        """The number of the event with that id, if it is found in one of these places."""

    def with_id(self, msgid: str) -> Iterable[Event]:
        """All events with that id."""

    def matching(
        self, wanted: Range, what: Wanted, tired: Callable[[], bool]
    ) -> Iterable[Numbered]:
        """Of the messages of that range those that have it, from its end on, until `tired`."""

    def views_of(self, owner: str) -> Iterable[str]:
        """The places that are views of that owner, if anything was said there."""


def find(question: Find, source: Source) -> list[Event]:
    """Those asked for."""
    return list(source.with_id(question.msgid))


def search(question: Search, source: Source, tired: Callable[[], bool] = lambda: False) -> Found:
    """What is found until it is `tired`, place after place."""
    what = wanted(question.text, question.nick)
    newest = question.after is None
    high = LAST if question.before is None else first_of(question.before + 1)
    found: dict[int, Event] = {}  # what is in two of the places is one event
    for place, since in _searched(question, source):
        low = first_of(max(since, question.after or 0))
        within = Range(place, True, low, high, question.count, newest)
        found.update(islice(source.matching(within, what, tired), question.count))
    numbers = sorted(found)
    kept = numbers[max(0, len(numbers) - question.count) :] if newest else numbers[: question.count]
    return Found([found[number] for number in kept], not tired())


def _searched(question: Search, source: Source) -> Iterator[tuple[str, int]]:
    yield from question.places
    for owner in question.owners:
        for view in source.views_of(owner):
            yield view, question.owned


class _NoSuchMessage(Exception):
    """The message that a question names is not there."""


def history(question: History, source: Source) -> Page | None:
    """The page asked for."""
    try:
        spans = [_turned(span, question, source) for span in question.spans]
        found = [each for span in spans for each in _span(question, span, source)]
    except _NoSuchMessage:
        return None
    return Page([event for _, event in found], any(span.newest for span in spans[-1:]))


def _turned(span: Span, question: History, source: Source) -> Span:
    """The same with the earlier mark first."""
    if not span.either_way or span.after is None or span.before is None:
        return span
    if _number(span.after, question, source) <= _number(span.before, question, source):
        return span
    return replace(span, after=span.before, before=span.after, newest=True)


def _span(question: History, span: Span, source: Source) -> list[Numbered]:
    low = max(_low(span, question, source), first_of(question.since))
    high = _number(span.before, question, source) if span.before is not None else LAST
    kinds = (True, False) if question.everything else (True,)
    found: dict[int, Numbered] = {}  # what is in two of the places is one event
    for place in question.places:
        for said in kinds:
            wanted = Range(place, said, low, high, span.count, span.newest)
            found.update({each[0]: each for each in source.within(wanted)})
    ordered = [found[number] for number in sorted(found)]
    return ordered[max(0, len(ordered) - span.count) :] if span.newest else ordered[: span.count]


def _low(span: Span, question: History, source: Source) -> int:
    if span.after is None:
        return 0
    number = _number(span.after, question, source)
    if span.including:
        return number
    return number + 1 if isinstance(span.after, str) else first_of(span.after + 1)


def _number(mark: Mark, question: History, source: Source) -> int:
    if isinstance(mark, int):
        return first_of(mark)
    number = source.number_of(mark, question.places)
    if number is None or time_of(number) < question.since:
        raise _NoSuchMessage
    return number


def conversations(question: Conversations, source: Source) -> list[Latest]:
    """Where something was said, by the time of the last of it."""
    latest = dict(_latest(question, source))
    low, high = first_of(question.after + 1), first_of(question.before)
    ordered = [latest[number] for number in sorted(latest) if low <= number < high]
    if question.newest:
        return ordered[max(0, len(ordered) - question.count) :]
    return ordered[: question.count]


def _latest(question: Conversations, source: Source) -> Iterator[tuple[int, Latest]]:
    """By number: one whom somebody knows by two names is one conversation."""
    views = [view for owner in question.owners for view in source.views_of(owner)]
    for place in (*question.channels, *views):
        found = list(source.within(Range(place, True, 0, LAST, 1, True)))
        if found:
            number, event = max(found, key=lambda each: each[0])
            yield number, Latest(place, event)
