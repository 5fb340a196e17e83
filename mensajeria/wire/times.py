"""Moments as IRCv3 writes them: "YYYY-MM-DDThh:mm:ss.sssZ", in UTC (server-time)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MOMENT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?Z"
)


def iso(at: int) -> str:
    """Milliseconds since the epoch as tags and parameters have them."""
    return f"{_second(at // 1000)}.{at % 1000:03d}Z"


@lru_cache(maxsize=1024)  # in one second much is said, and the calendar is slow
def _second(at: int) -> str:
    return f"{datetime.fromtimestamp(at, timezone.utc):%Y-%m-%dT%H:%M:%S}"


def milliseconds(text: str) -> int | None:
    """Since the epoch; None if that is no such moment. Other than three decimals are taken, too."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    *whole, decimals = found.groups("")
    try:
        moment = datetime(*map(int, whole), tzinfo=timezone.utc)  # type: ignore[arg-type,misc]
    except ValueError:
        return None
    return (moment - _EPOCH) // timedelta(milliseconds=1) + int(f"{decimals:0<3}"[:3])
