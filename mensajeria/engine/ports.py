"""What the engine needs from outside, as Protocols. Results come back as inputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mensajeria.chat.events import Event


class Journal(Protocol):
    """Makes events durable."""

    def append(self, events: Sequence[Event]) -> None:
        """Start storing these events, all or none, after those of earlier calls.

        The outcome is the input `Stored`. The engine waits for it before it appends again. No
        events: whether the journal could store some now, asked after it could not.
        """


class Surroundings(Protocol):
    """Slow or privileged things that the engine may ask for. None of them may block."""

    def verify(self, ticket: int, secret: str, password: str) -> None:
        """Check a password against a stored secret off the loop; answered by `Verified`."""

    def reconfigure(self, ticket: int) -> None:
        """Read the configuration again; answered by `Reconfigured`."""
