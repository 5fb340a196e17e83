"""Batches that clients open (IRCv3 client-batch): lines that are taken together, at their end.

While one is open, its session's lines that refer to it are gathered instead of run. An extension
says with `opens` what its types of batches make of them. What has failed, from its opening on, is
answered once, and all that still comes of it is ignored: "all past and future messages in this
batch will be ignored".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from mensajeria.engine.inputs import Stamp
from mensajeria.engine.turn import Turn
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.engine.engine import Engine

GATHERED_PER_UNIT: Final = 4
"""Lines of a batch for one flood unit, paid together at its end, so that it may come at once."""

_REFERENCE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


class BatchFailed(Exception):
    """Why a client's batch comes to nothing: a code, its context, and a sentence, for FAIL."""

    def __init__(self, code: str, *context_and_text: str) -> None:
        super().__init__(code, *context_and_text)
        self.code = code
        self.context_and_text = context_and_text


class Gathering:
    """What comes of the lines of one type of batch. `takes`: the commands that make it up.

    `invalid` is the code for what a client must not do while it is open.
    """

    takes: ClassVar[frozenset[str]]
    invalid: ClassVar[str]

    def add(self, turn: Turn, message: Message) -> None:
        """One line of it. Raises `BatchFailed`."""
        raise NotImplementedError

    def finish(self, turn: Turn) -> None:
        """Its end has come. Raises `BatchFailed`, and whatever a command may raise."""
        raise NotImplementedError


class ClientBatch:
    """The one batch that a session has open. `gathering` is None once it has failed."""

    __slots__ = ("gathering", "label", "lines", "opened", "reference")

    def __init__(self, reference: str, label: str, opened: int) -> None:
        self.reference = reference
        self.label = label
        self.opened = opened  # ms since the Unix epoch
        self.gathering: Gathering | None = None
        self.lines = 0

    def answer(self, turn: Turn) -> None:
        """What the turn says is the answer to the opening; what its own line asked is no more."""
        if self.label and turn.label and turn.label != self.label:
            acknowledged = Turn(turn.engine, turn.session, turn.stamp, turn.message)
            acknowledged.label = turn.label
            turn.engine.finish(acknowledged)
        turn.label = self.label or turn.label

    def fail(self, turn: Turn, failure: BatchFailed) -> None:
        """Say why, as the answer to its opening, and ignore the rest of it."""
        self.gathering = None
        self.answer(turn)
        turn.send("FAIL", "BATCH", failure.code, *failure.context_and_text)


def open_batch(turn: Turn, reference: str, kind: str, parameters: Sequence[str]) -> None:
    """`BATCH +reference kind parameters`. The answer, and its label, come at the end."""
    batches = turn.engine.client_batches
    before = batches.get(turn.session)
    if before is not None and before.gathering is not None:
        _break_off(turn, before, "Finish one batch before you open another")
        return
    batch = batches[turn.session] = ClientBatch(reference, turn.label, turn.now)
    try:
        batch.gathering = _begin(turn, reference, kind, parameters)
    except BatchFailed as failure:
        batch.fail(turn, failure)
    else:
        turn.label = ""


def _begin(turn: Turn, reference: str, kind: str, parameters: Sequence[str]) -> Gathering:
    if not reference or not _REFERENCE.issuperset(reference):
        raise BatchFailed("INVALID_REFTAG", reference, "Use letters, digits and hyphens")
    if turn.message is not None and "batch" in turn.message.tags:
        raise BatchFailed("INVALID_REFTAG", reference, "Batches cannot be nested")
    begin = turn.engine.opener(turn.session, kind)
    if begin is None:
        raise BatchFailed("UNKNOWN_TYPE", reference, kind, "You cannot open a batch of this type")
    return begin(turn, parameters)


def close_batch(turn: Turn, reference: str) -> None:
    """`BATCH -reference`: what was gathered happens now."""
    batch = turn.engine.client_batches.get(turn.session)
    if batch is None:
        turn.fail("INVALID_REFTAG", reference, "No batch of yours is open")
    elif batch.reference == reference:
        del turn.engine.client_batches[turn.session]
        _finish(turn, batch)
    elif batch.gathering is not None:
        _break_off(turn, batch, "Another batch is open")


def _finish(turn: Turn, batch: ClientBatch) -> None:
    if batch.gathering is None:
        return
    batch.answer(turn)
    turn.further = batch.lines
    try:
        batch.gathering.finish(turn)
    except BatchFailed as failure:
        batch.fail(turn, failure)


def gathered(turn: Turn, message: Message) -> bool:
    """Whether the line is of the batch that its session has open, which has taken it then.

    Other commands are run meanwhile: a client that must not send them does so when it polls or
    answers a PING, and nobody is helped by their refusal.
    """
    batch = turn.engine.client_batches.get(turn.session)
    if batch is None or message.command == "BATCH":
        return False
    reference = message.tags.get("batch")
    if batch.gathering is None:
        turn.further = 1
        return reference is not None
    if reference == batch.reference:
        _add(turn, batch, batch.gathering, message)
    elif reference is not None or message.command in batch.gathering.takes:
        _break_off(turn, batch, "A message came that is not part of the open batch")
    else:
        return False
    return True


def _add(turn: Turn, batch: ClientBatch, gathering: Gathering, message: Message) -> None:
    batch.lines += 1
    try:
        gathering.add(turn, message)
    except BatchFailed as failure:
        turn.further = batch.lines
        batch.fail(turn, failure)


def _break_off(turn: Turn, batch: ClientBatch, why: str) -> None:
    """The client did what it must not while a batch is open."""
    if batch.gathering is not None:
        turn.further = batch.lines
        batch.fail(turn, BatchFailed(batch.gathering.invalid, why))


def spoil(turn: Turn) -> None:
    """A line was refused before anybody could read it: what it was part of lacks it."""
    batch = turn.engine.client_batches.get(turn.session)
    if batch is not None:
        reference = turn.message.tags.get("batch") if turn.message is not None else batch.reference
        if reference == batch.reference:
            _break_off(turn, batch, "A line of the batch was refused")


def expire(engine: Engine, stamp: Stamp) -> None:
    """Time has passed: who left a batch open for too long is told so, once."""
    oldest = stamp.at - engine.settings.limits.batch_time * 1000
    for session, batch in engine.client_batches.items():
        if batch.gathering is not None and batch.opened < oldest:
            turn = Turn(engine, session, stamp)
            text = "The batch was left open for too long"
            batch.fail(turn, BatchFailed("TIMEOUT", batch.reference, text))
            engine.finish(turn)
