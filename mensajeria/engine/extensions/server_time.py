"""IRCv3 server-time: when it happened, on everything.

"the value of the time tag ... YYYY-MM-DDThh:mm:ss.sssZ", in UTC.
"""

from __future__ import annotations

from mensajeria.chat.events import Event
from mensajeria.engine.extension import Extension
from mensajeria.wire.times import iso


def time_tag(event: Event) -> str:
    return f"time={iso(event.at)}"


EXTENSION = Extension("server-time", tags={Event: time_tag})
