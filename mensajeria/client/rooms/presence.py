"""`Presence`: who is away in the channels that we enter, since away-notify tells only changes.

One channel is asked about at a time, and none where more than a few hundred are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from mensajeria.client.happenings import Happening, Joined, Named, Refused, Surveyed, Welcomed
from mensajeria.client.session import Session
from mensajeria.wire.casemapping import Folded

MOST: Final = 200
"""Members of a channel that is asked about."""

_MOST_CHANNELS: Final = 1000


class Presence:
    """`heard` whatever happens."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session
        self._entered: set[Folded] = set()
        self._waiting: deque[str] = deque()
        self._asks = False  # the session may be further: it has read all that has come already

    def heard(self, happening: Happening) -> None:
        if isinstance(happening, Welcomed):
            self._entered.clear()
            self._waiting.clear()
            self._asks = False
        elif isinstance(happening, Joined) and happening.mine:
            if len(self._entered) < _MOST_CHANNELS:
                self._entered.add(self._fold(happening.channel))
        elif isinstance(happening, Named):
            self._named(happening)
        elif isinstance(happening, Surveyed):
            self._next()
        elif isinstance(happening, Refused) and self._asks and "WHO" in happening.about[:1]:
            self._session().survey.end()
            self._next()

    def _fold(self, channel: str) -> Folded:
        return self._session().model.features.fold(channel)

    def _named(self, channel: Named) -> None:
        """Who is there is known, on entering or because somebody asked."""
        folded, session = self._fold(channel.channel), self._session()
        if folded not in self._entered:
            return
        self._entered.discard(folded)
        if "away-notify" not in session.negotiation.enabled or len(self._waiting) >= _MOST_CHANNELS:
            return
        if 1 < len(channel.names) <= MOST:
            self._waiting.append(channel.channel)
            if not self._asks:
                self._next()

    def _next(self) -> None:
        self._asks = bool(self._waiting)
        if self._waiting:
            session = self._session()
            session.send("WHO", *session.survey.begin(self._waiting.popleft()))
