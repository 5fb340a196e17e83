"""Everything that can happen to the engine, as values.

Each comes with a `Stamp`: time and identity enter with the input, so that a recorded sequence of
inputs replays to the same bytes, and a cluster can put an ordered log in front of the engine.
"""

from __future__ import annotations

from dataclasses import dataclass

from mensajeria.engine.session import Session
from mensajeria.engine.settings import Settings


@dataclass(slots=True)
class Stamp:
    """When (ms since the Unix epoch, never going back) and which input; `serial` never repeats."""

    at: int
    serial: int
    issued: int = 0

    def msgid(self) -> str:
        """Another message id: sorts by time, is unique among all inputs (IRCv3 message-ids)."""
        self.issued += 1
        # An f-string takes twice as long.
        return "%011x%012x%02x" % (self.at, self.serial, self.issued)  # noqa: UP031


@dataclass(slots=True)
class Connected:
    """A connection was made; `session` is new."""

    session: Session


@dataclass(slots=True)
class Line:
    """A line arrived, without its line ending."""

    session: Session
    data: bytes


@dataclass(slots=True)
class HungUp:
    """They will say nothing more, and have not said QUIT; they may still hear what is for them."""

    session: Session


@dataclass(slots=True)
class Disconnected:
    """A connection is gone. `reason` is what the others are told."""

    session: Session
    reason: str


@dataclass(slots=True)
class Stored:
    """The journal is done with the batch it was given; `error` says why it could not store it."""

    error: str | None = None


@dataclass(slots=True)
class Room:
    """The connection of that session has taken enough to be given more of its answer."""

    session: Session


@dataclass(slots=True)
class Answered:
    """What was asked of the surroundings has an answer, or could not be answered (`error`)."""

    ticket: int
    answer: object
    error: str = ""


@dataclass(slots=True)
class Reconfigured:
    """The configuration was read again, or could not be (`error`, one sentence)."""

    settings: Settings | None
    error: str = ""
    ticket: int = 0


@dataclass(slots=True)
class Beat:
    """Time has passed: about once a second. What could not be stored is tried again."""


Input = Connected | Line | HungUp | Disconnected | Stored | Room | Answered | Reconfigured | Beat
