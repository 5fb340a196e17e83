"""Signals: when to stop, and when to read the configuration again."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Final

IMPATIENT: Final = 130
"""The exit code after a second Ctrl-C: 128 and the signal's number, as shells have it."""


ONE_PRESS: Final = 0.5
"""Seconds in which signals count as one: a terminal, a shell and a launcher may each send one."""


class Stop:
    """Set by SIGINT and SIGTERM (and SIGBREAK on Windows); one more later ends the process."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._asked = asyncio.Event()
        self._asked_at = 0.0
        for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
            if hasattr(signal, name):
                on_signal(loop, getattr(signal, name), self.ask)

    def ask(self) -> None:
        if not self._asked.is_set():
            self._asked.set()
            self._asked_at = self._loop.time()
        elif self._loop.time() > self._asked_at + ONE_PRESS:
            os._exit(IMPATIENT)  # nothing is lost: nobody has seen what is not stored

    async def wait(self) -> None:
        await self._asked.wait()


def on_signal(loop: asyncio.AbstractEventLoop, number: int, act: Callable[[], None]) -> None:
    """Have the loop call `act`, also where the loop itself knows no signals (Windows)."""

    def from_outside(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(act)

    try:
        loop.add_signal_handler(number, act)
    except NotImplementedError:
        signal.signal(number, from_outside)
