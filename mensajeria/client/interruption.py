"""SIGINT and SIGTERM as one call of a function, on Windows too."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable


def on_interruption(act: Callable[[], None]) -> None:
    """Have `act` called in the running loop when the process is asked to end."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, act)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(act))
