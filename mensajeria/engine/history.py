"""What can be asked of the archive: pages of what happened, and where something was said lately.

Whoever answers sees everything that was stored before the question was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mensajeria.chat.events import Event
from mensajeria.engine.questions import Question

Mark = int | str
"""A moment, in ms since the Unix epoch, or a message by its id."""


class Page(NamedTuple):
    """Events, oldest first. `newest`: what was counted from is their end."""

    events: list[Event]
    newest: bool


@dataclass(frozen=True)
class Span:
    """At most `count` events after one mark and before another, both excluded; None is no bound.

    Counted from the first of them or, if `newest`, from the last. `including`: the event of the
    mark `after`, too. `either_way`: counted from the mark `after` to the other, which may be the
    earlier one.
    """

    count: int
    after: Mark | None = None
    before: Mark | None = None
    newest: bool = False
    including: bool = False
    either_way: bool = False


@dataclass(frozen=True)
class History(Question["Page | None"]):
    """What happened in these places (see `chat.places`), span after span; None: no such message.

    Only what somebody said, or `everything`; nothing from before the moment `since`.
    """

    places: tuple[str, ...]
    spans: tuple[Span, ...]
    everything: bool = False
    since: int = 0


class Latest(NamedTuple):
    """The last thing that was said in a place."""

    place: str
    event: Event


@dataclass(frozen=True)
class Conversations(Question["list[Latest]"]):
    """Where the last thing was said after one moment and before another, both excluded.

    In these `channels`, and in whatever views these `owners` have. At most `count`, those with
    the latest ones if `newest`; by time, the oldest first.
    """

    channels: tuple[str, ...]
    owners: tuple[str, ...]
    after: int
    before: int
    count: int
    newest: bool = False


@dataclass(frozen=True)
class Find(Question["list[Event]"]):
    """All events that have this msgid, wherever they are found or not."""

    msgid: str


class Found(NamedTuple):
    """Messages, oldest first. Not `whole`: there was no time to look through all of them."""

    events: list[Event]
    whole: bool


@dataclass(frozen=True)
class Search(Question[Found]):
    """Messages that have all the words of `text`, said by that `nick` if there is one.

    In these places, each with the moment since when, and whatever views these `owners` have, since
    `owned`. From the moment `after` on, the first of them, at most `count`; or, if it is None, the
    latest. Up to the moment `before`, or to now.
    """

    places: tuple[tuple[str, int], ...]
    owners: tuple[str, ...]
    owned: int
    text: str
    nick: str
    after: int | None
    before: int | None
    count: int
