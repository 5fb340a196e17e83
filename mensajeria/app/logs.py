"""Logs: one line for each thing worth knowing, on standard error. No secrets, nobody's words."""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from typing import Any

from mensajeria.engine.turn import Turn

_log = logging.getLogger("mensajeria")


class OneLine(logging.Formatter):
    """Whatever is logged takes one line, so that what a stranger sent cannot look like another."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\r", "\\r").replace("\n", "\\n")


def start(level: str) -> None:
    """Log to standard error from `level` up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)


def report(turn: Turn, error: Exception) -> None:
    """A bug in the engine: where, and in which turn, but nothing of what anybody said."""
    _log.error(
        "bug: %s in session %d, input %x, command %.32r: %s",
        type(error).__name__,
        turn.session.id,
        turn.stamp.serial,
        turn.verb,
        where(error),
    )


def loop_trouble(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What asyncio could not do: an accept that failed, a bug in one connection."""
    error = context.get("exception")
    if isinstance(error, OSError):
        _log.warning("%s: %s", context.get("message"), error.strerror or error)
    elif isinstance(error, Exception):
        _log.error("bug: %s: %s", type(error).__name__, where(error))
    else:
        _log.warning("%s", context.get("message"))


def where(error: BaseException) -> str:
    """The innermost places of a traceback. An exception's own text may hold people's words."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
