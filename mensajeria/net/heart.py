"""`Heart`: the one timer for everything that takes too long, and for the engine's `Beat`."""

from __future__ import annotations

import asyncio
from typing import Final

from mensajeria.net.hub import Hub

INTERVAL: Final = 1.0
"""Seconds between beats: as exact as time-outs are."""


class Heart:
    """Beats for as long as it is not stopped."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._next: asyncio.TimerHandle = hub.loop.call_later(INTERVAL, self._beat)

    def _beat(self) -> None:
        self._next = self._hub.loop.call_later(INTERVAL, self._beat)
        self._hub.beat()

    def stop(self) -> None:
        self._next.cancel()
