"""`Question`: something slow or random that a turn asks of the surroundings, and waits for.

The type tells what is asked and what comes back. Whoever answers (a pool of threads, the archive)
does so off the loop, and the answer comes in as the input `Answered`, so that the engine itself
stays quick and deterministic. More kinds of questions stand beside those who ask them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Question(Generic[Answer]):
    """What is asked; `Answer` is the type of what comes back."""

    __slots__ = ()


@dataclass(frozen=True)
class Matches(Question[bool]):
    """Whether `password` is what `secret` (an argon2 hash, or plain text) stands for."""

    secret: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True)
class Nonce(Question[str]):
    """At least 128 random bits, as printable ASCII without commas."""
