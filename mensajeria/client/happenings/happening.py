"""What every happening has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Happening:
    """Something that a client is told."""

    at: datetime | None = field(default=None, kw_only=True)
