"""The event loop: uvloop or winloop where one is installed, else asyncio's own."""

from __future__ import annotations

import asyncio
import importlib
import sys


def new_event_loop() -> asyncio.AbstractEventLoop:
    """The fastest loop that this machine has."""
    name = "winloop" if sys.platform == "win32" else "uvloop"
    try:
        faster = importlib.import_module(name)
    except ImportError:
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = faster.new_event_loop()
    return loop
