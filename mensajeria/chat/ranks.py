"""The member modes of a channel, highest first, their prefixes, and who is above whom.

Modern IRC, "Channel Membership Prefixes" and ISUPPORT PREFIX.
"""

from __future__ import annotations

from typing import Final

RANKS: Final = "qaohv"  # founder, admin (protected), operator, half-operator, voice
PREFIXES: Final = "~&@%+"
PREFIX_OF: Final[dict[str, str]] = dict(zip(RANKS, PREFIXES, strict=True))
MODE_OF: Final[dict[str, str]] = dict(zip(PREFIXES, RANKS, strict=True))

OVER: Final[dict[str, str]] = {"q": "q", "a": "q", "o": "o", "h": "o", "v": "h", "": "h"}
"""The lowest rank that may give or take a rank, or kick somebody who has it.

"Users with this mode [protected] cannot be kicked and cannot have this mode removed by other
protected users"; operators may "set other users to operator (or lower) status".
"""


def reaches(modes: str, rank: str) -> bool:
    """Whether the first of these member modes (the highest) is `rank` or above."""
    return bool(modes) and RANKS.index(modes[0]) <= RANKS.index(rank)
