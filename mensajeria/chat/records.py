"""Records: what is kept as it is now (an account, a channel's owner), beside what has happened.

History is never taken back, so what somebody may change or have deleted for good does not belong
there. A record is replaced as a whole by a newer one of its kind and key, or forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mensajeria.chat.events import Event


@dataclass(frozen=True)
class Record:
    """Something to remember under a key. Frozen: it is written down while the chat goes on.

    Its class is its kind, stored by name, as are its fields: once released, neither is renamed,
    and new fields have defaults.
    """

    __slots__ = ()


@dataclass(slots=True)
class Recorded(Event):
    """What is remembered under `key` among its kind is this from now on; None: nothing."""

    stored: ClassVar[bool] = True

    kind: type[Record]
    key: str
    record: Record | None
