"""What people and channels say of themselves, by key: a display name and such (IRCv3 metadata)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mensajeria.chat.records import Record

MAX_KEY: Final = 64
"""Characters of a key."""

Metadata = dict[str, str]
"""Values by key, in the order in which they were first set."""

_KEY: Final = re.compile(r"[a-z0-9_./-]+")


def is_key(text: str) -> bool:
    """ "Key names are restricted to the ranges `a-z`, `0-9`, and `_./-`"."""
    return len(text) <= MAX_KEY and _KEY.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class AccountMetadata(Record):
    """What somebody has said of themselves, for when they are back. Its key is the account's.

    `registered_at` is that of the account: another one of that name inherits nothing.
    """

    account: str
    registered_at: int
    pairs: tuple[tuple[str, str], ...]
