"""What the engine needs from outside, as Protocols. Results come back as inputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from mensajeria.chat.events import Event
from mensajeria.engine.questions import Question


class Journal(Protocol):
    """Makes events durable."""

    def append(self, events: Sequence[Event]) -> None:
        """Start storing these events, all or none, after those of earlier calls.

        The outcome is the input `Stored`. The engine waits for it before it appends again. No
        events: whether the journal could store some now, asked after it could not.
        """


class Surroundings(Protocol):
    """Slow or privileged things that the engine may ask for. None of them may block."""

    def ask(self, ticket: int, question: Question[Any]) -> None:
        """Find the answer off the loop; it comes back as `Answered`."""

    def reconfigure(self, ticket: int) -> None:
        """Read the configuration again; answered by `Reconfigured`."""
