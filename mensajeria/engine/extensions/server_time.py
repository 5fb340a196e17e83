"""IRCv3 server-time: when it happened, on everything.

"the value of the time tag ... YYYY-MM-DDThh:mm:ss.sssZ", in UTC.
"""

from __future__ import annotations

from datetime import datetime, timezone

from mensajeria.chat.events import Event
from mensajeria.engine.extension import Extension


def time_tag(event: Event) -> str:
    return f"time={iso(event.at)}"


def iso(at: int) -> str:
    """Milliseconds since the epoch as the tag writes them."""
    moment = datetime.fromtimestamp(at // 1000, timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{at % 1000:03d}Z"


EXTENSION = Extension("server-time", tags={Event: time_tag})
