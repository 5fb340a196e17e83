"""What a line of a client's log may be: something that was said, something else, or nonsense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Final


@dataclass(frozen=True)
class Logged:
    """Said in a channel. `at` is on the clock of whoever kept the log, without a zone."""

    at: datetime
    nick: str
    text: str
    verb: str = "PRIVMSG"


class Aside(Enum):
    """Any other line."""

    OTHER = auto()
    """It tells what else happened (who came, a topic), or when the log was begun."""
    UNREADABLE = auto()


RANKS: Final = "~&@%+!"
"""What clients put before the nicks of those who may do more."""


def action(text: str) -> str:
    """A text as "/me" sends it (CTCP ACTION)."""
    return f"\x01ACTION {text}\x01"
