"""What somebody has missed who stays without a connection, for devices that cannot ask for it.

Those that know `draft/chathistory` fetch it themselves. To others it is shown once, when the first
of them comes: what was stored while there was none, up to their coming, and so nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mensajeria.chat.places import is_message, owners, places_of
from mensajeria.engine.history import Conversations, History, Latest, Page, Span
from mensajeria.engine.inputs import Stamp
from mensajeria.engine.turn import Turn
from mensajeria.wire.times import iso

if TYPE_CHECKING:
    from mensajeria.engine.engine import Engine
    from mensajeria.engine.session import Session

MOST: Final = 50
"""Channels and conversations, those with the latest messages."""


@dataclass(frozen=True)
class Missed:
    """What happened from one moment (ms) on and before the message id that one would get now."""

    since: int
    until: str


def note_missed(turn: Turn, since: int) -> None:
    """The session of this turn comes to somebody who has had none since then."""
    if turn.settings.history and not turn.has("draft/chathistory"):
        turn.engine.missed[turn.session] = Missed(since, turn.msgid())


def catch_up(engine: Engine, stamp: Stamp) -> None:
    """Show what was missed to those who hear by now: before, part of it may not be stored yet."""
    for session in [each for each in engine.missed if _hears(engine, each)]:
        if not session.waiting:
            missed = engine.missed.pop(session)
            _Showing(Turn(engine, session, stamp), missed).begin()


def _hears(engine: Engine, session: Session) -> bool:
    user = session.user
    return user is not None and session in engine.hall.sessions.get(user.uid, ())


class _Showing:
    """One channel or conversation after the other, each a question to the archive."""

    def __init__(self, turn: Turn, missed: Missed) -> None:
        self._turn = turn
        self._missed = missed
        self._left: Sequence[Latest] = ()
        self._shown: set[str] = set()  # message ids: who has two names has two views

    def begin(self) -> None:
        turn = self._turn
        where = (tuple(turn.user.channels), owners(turn.user))
        question = Conversations(*where, self._missed.since - 1, turn.now + 1, MOST, newest=True)
        turn.ask(question, self._go_on)

    def _go_on(self, left: Sequence[Latest]) -> None:
        if not left:
            return
        self._left = left[1:]
        span = Span(self._turn.limits.history, after=self._missed.since - 1, newest=True)
        question = History(self._places(left[0].place), (span,))
        self._turn.ask(question, lambda page: self._show(left[0], page))

    def _places(self, place: str) -> tuple[str, ...]:
        channel = self._turn.network.find(place)
        return (
            (place,) if channel is None else places_of(self._turn.network, channel, self._turn.user)
        )

    def _show(self, latest: Latest, page: Page | None) -> None:
        turn, missed = self._turn, self._missed
        events = [
            event
            for event in (page.events if page else ())
            if is_message(event) and event.msgid < missed.until and event.msgid not in self._shown
        ]
        self._shown.update(event.msgid for event in events)
        if events:
            name = self._name_of(latest)
            if not turn.has("batch"):
                told = f"What was said while you were not connected, since {iso(missed.since)}:"
                turn.send("NOTICE", turn.user.nick, f"{name}: {told}")
            with turn.batch("chathistory", name):
                for event in events:
                    turn.pass_on(turn.as_shown(event))
        self._go_on(self._left)

    def _name_of(self, latest: Latest) -> str:
        channel = self._turn.network.find(latest.place)
        return latest.event.by.nick if channel is None else channel.name
