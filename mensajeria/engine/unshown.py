"""`Unshown`: turns on their way from decided to shown: commit -> release -> deliver.

Every turn, even one that only asks, is released in the order in which it was received and not
before the events of all earlier turns are stored. So nobody sees the effect of something that a
power cut could still undo, and everybody sees one order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from mensajeria.chat.events import Event
from mensajeria.chat.network import Network
from mensajeria.engine.audience import Hall
from mensajeria.engine.ports import Journal
from mensajeria.engine.release import RELEASES, lose
from mensajeria.engine.session import Session
from mensajeria.engine.turn import Turn, labelled

WAITED_FOR: Final = 1_000
"""Turns that may wait for the disk while others pass them: all are looked at each time."""

BugReport = Callable[[Turn, Exception], None]


class Unshown:
    """At most one batch is at the journal; the next one gathers meanwhile.

    `error` says why the journal could not store the last one, if it could not. `unfinished` are the
    turns whose answer goes on when there is room for more of it. `report` is told of bugs.
    """

    def __init__(self, journal: Journal, hall: Hall, network: Network, report: BugReport) -> None:
        self.error = ""
        self.unfinished: dict[Session, Turn] = {}
        self._journal = journal
        self._hall = hall
        self._network = network
        self._report = report
        self._gathering: list[Turn] = []
        self._committing: list[Turn] | None = None  # at the journal now
        self._owed: list[Turn] = []  # changed the state, could not be stored yet

    def __len__(self) -> int:
        """How many turns wait for their commit."""
        return len(self._gathering)

    @property
    def settled(self) -> bool:
        """Whether nothing waits for an outcome from the journal."""
        return not self._gathering and self._committing is None

    def since(self, now: int) -> int:
        """From which moment (ms) on something was not shown yet; `now` if there is nothing."""
        waiting = (self._owed, self._committing or [], self._gathering)
        return min((turns[0].stamp.at for turns in waiting if turns), default=now)

    def add(self, turn: Turn) -> None:
        """A turn that has something to show, after all those before it."""
        first = turn.items[0] if turn.items else None
        if isinstance(first, Event) and first.passing and self._may_pass(turn):
            self._release([turn])
        else:
            self._gathering.append(turn)

    def _may_pass(self, turn: Turn) -> bool:
        """Whether the turn need not wait for the disk, as nothing that its user did waits.

        Not looked for among many, who are served soon or not at all.
        """
        if not all(isinstance(item, Event) and item.passing for item in turn.items):
            return False
        waiting = [*self._owed, *(self._committing or ()), *self._gathering[:WAITED_FOR]]
        if len(waiting) >= WAITED_FOR:
            return False
        user = turn.session.user
        return all(each.session.user is not user for each in waiting)

    # Commit

    def commit(self) -> None:
        """Give the journal what was gathered; once per tick, and one batch at a time."""
        if self._committing is not None or not self._gathering:
            return
        batch, self._gathering = self._gathering, []
        if self.error:
            self._release(self._refuse(batch, self.error))
            return
        events = _to_be_stored(batch)
        if events:
            self._committing = batch
            self._journal.append(events)
        else:
            self._release(batch)

    def try_again(self) -> None:
        """Find out whether a journal that could not store can again, with what is owed if there is
        something."""
        if self.error and self._committing is None:
            self._committing, self._owed = self._owed, []
            self._journal.append(_to_be_stored(self._committing))

    def stored(self, error: str | None) -> None:
        """The journal is done with the batch it was given; `error` as in `inputs.Stored`."""
        batch, self._committing = self._committing or [], None
        self.error = error or ""
        self._release(self._refuse(batch, error) if error else batch)
        self.commit()

    def _refuse(self, batch: list[Turn], error: str) -> list[Turn]:
        """The batch could not be stored: messages never happened, and their authors are told.

        What changed the state stays owed to everybody, and is stored and shown as soon as the
        journal can; it does not grow meanwhile, since the commands that `store` are refused.
        """
        releasable = []
        for turn in batch:
            lost = [item for item in turn.items if isinstance(item, Event) and item.refusable]
            for event in lost:
                lose(event, self._network)
            if lost:
                turn.items = [item for item in turn.items if item not in lost]
                turn.fail("NOT_STORED", f"Your message could not be stored: {error}")
            if _to_be_stored([turn]):
                self._owed.append(turn)
            else:
                releasable.append(turn)
        return releasable

    # Release

    def _release(self, batch: Iterable[Turn]) -> None:
        for turn in batch:
            try:
                self._show(turn)
            except Exception as error:  # of one turn; the others are stored, and must be shown
                self._report(turn, error)
        self._hall.origin = None

    def _show(self, turn: Turn) -> None:
        hall = self._hall
        session = hall.origin = turn.session
        if turn.rest is not None and not session.gone:  # first, as the session waits for it
            self.unfinished[session] = turn
        mark = len(session.outbox)
        hall.dirty[session] = session.outbox.append
        for item in turn.items:
            if isinstance(item, bytes):
                session.outbox.append(item)
            else:
                RELEASES[type(item)](item, hall)
        if turn.label:
            lines = session.outbox[mark:]
            del session.outbox[mark:]
            session.outbox += labelled(turn, lines)
        if hall.aside:
            session.outbox += hall.take_aside()
        session.over = session.over or turn.closing


def _to_be_stored(batch: list[Turn]) -> list[Event]:
    items = (item for turn in batch for item in turn.items)
    return [item for item in items if isinstance(item, Event) and item.stored]
