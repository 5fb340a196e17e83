"""The channel modes there are: one table, from which everything else about them derives.

Adding a flag is a line here and the rule in `policy` that it switches on. A mode that takes a
parameter brings the function that checks it. Types A to D are those of Modern IRC, "MODE message".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from mensajeria.chat.ranks import OVER
from mensajeria.wire.casemapping import is_channel

MAX_KEY: Final = 32
"""Characters of a channel's key (+k)."""


MAX_FORWARD: Final = 64
"""Characters of the name of a channel to forward to (+f)."""


class Kind(Enum):
    """What parameter a mode takes; the value is its type in CHANMODES."""

    LIST = "A"  # a mask to add or remove; without one it asks for the list
    KEY = "B"  # a parameter to set and to unset
    SETTING = "C"  # a parameter to set, none to unset
    FLAG = "D"  # none
    RANK = "PREFIX"  # always a nick


@dataclass(frozen=True)
class ChannelMode:
    """`by` is the lowest rank that may change it. `check` makes a parameter of what was given.

    `check` returns None for what cannot be one; `wants` then says what it wants.
    """

    letter: str
    kind: Kind
    by: str
    meaning: str
    check: Callable[[str], str | None] = lambda text: text
    wants: str = ""


def _key(text: str) -> str | None:
    """A key must fit where JOIN has it: between commas, in the middle of a line."""
    usable = text and len(text) <= MAX_KEY and text[0] != ":" and text.isprintable()
    return text if usable and " " not in text and "," not in text else None


def _limit(text: str) -> str | None:
    usable = text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0
    return str(int(text)) if usable else None


def _forward(text: str) -> str | None:
    """Whether there is such a channel is for `policy.may_forward_to`."""
    return text if is_channel(text, MAX_FORWARD) else None


CHANNEL_MODES: Final[dict[str, ChannelMode]] = {
    mode.letter: mode
    for mode in (
        ChannelMode("b", Kind.LIST, "h", "banned masks"),
        ChannelMode("e", Kind.LIST, "h", "masks that no ban is about"),
        ChannelMode("I", Kind.LIST, "h", "masks that need no invitation"),
        ChannelMode(
            "k",
            Kind.KEY,
            "o",
            "a key is needed to join",
            _key,
            f"A key has 1 to {MAX_KEY} characters, none of them a space or a comma",
        ),
        ChannelMode(
            "l",
            Kind.SETTING,
            "o",
            "how many may be inside",
            _limit,
            "A limit is a number above 0",
        ),
        ChannelMode(
            "f",
            Kind.SETTING,
            "o",
            "the channel to which those who may not join are forwarded",
            _forward,
            "A channel to forward to is named such as #other",
        ),
        ChannelMode("C", Kind.FLAG, "h", "no CTCP but /me"),
        ChannelMode("M", Kind.FLAG, "o", "only those with an account speak"),
        ChannelMode("R", Kind.FLAG, "o", "only those with an account join"),
        ChannelMode("i", Kind.FLAG, "h", "only those who are invited join"),
        ChannelMode("m", Kind.FLAG, "h", "only those with a rank speak"),
        ChannelMode("n", Kind.FLAG, "h", "only members speak"),
        ChannelMode("s", Kind.FLAG, "o", "hidden from those outside"),
        ChannelMode("t", Kind.FLAG, "h", "half-operators and above set the topic"),
        ChannelMode("u", Kind.FLAG, "o", "auditorium: those without a rank do not see each other"),
        ChannelMode("q", Kind.RANK, OVER["q"], "founder"),
        ChannelMode("a", Kind.RANK, OVER["a"], "admin, whom only founders touch"),
        ChannelMode("o", Kind.RANK, OVER["o"], "operator"),
        ChannelMode("h", Kind.RANK, OVER["h"], "half-operator"),
        ChannelMode("v", Kind.RANK, OVER["v"], "voice"),
    )
}


def letters(*kinds: Kind) -> str:
    """The letters of these kinds, in the order of the table."""
    return "".join(mode.letter for mode in CHANNEL_MODES.values() if mode.kind in kinds)
