"""The channels that one was in at the end, by server, for the next start there: few servers keep
people in their channels.

A file that a person can read and change: `ADDRESS CHANNEL CHANNEL ...`, one server a line, the
latest below. No channel's key is in it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mensajeria.client.address import ServerAddress
from mensajeria.client.remembered import settings_folder

NAME: Final = "channels"
MOST_SERVERS: Final = 50
MOST_CHANNELS: Final = 100
"""Of one server."""

_LARGEST: Final = 500_000


def keep_channels(
    address: ServerAddress, channels: Sequence[str], folder: Path | None = None
) -> None:
    """Keep these for the next start; none: nothing is to be entered there.

    A folder that cannot be written to is no reason to stop.
    """
    lines = _lines(folder)
    lines.pop(_key(address), None)
    lines[_key(address)] = [*channels[:MOST_CHANNELS]]
    latest = [*lines.items()][-MOST_SERVERS:]
    with contextlib.suppress(OSError, RuntimeError):
        file = _file(folder)
        file.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(" ".join([server, *names]) + "\n" for server, names in latest)
        file.write_text(text, encoding="utf-8")


def last_channels(address: ServerAddress, folder: Path | None = None) -> tuple[str, ...] | None:
    """What was kept; None if we were never there, or nobody knows any more."""
    found = _lines(folder).get(_key(address))
    return None if found is None else tuple(found[:MOST_CHANNELS])


def _lines(folder: Path | None) -> dict[str, list[str]]:
    with contextlib.suppress(OSError, RuntimeError, UnicodeError):
        text = _file(folder).read_text(encoding="utf-8")[:_LARGEST]
        words = (line.split(" ") for line in text.split("\n"))  # names may have other spaces
        return {server: [*filter(None, names)] for server, *names in words if server}
    return {}


def _key(address: ServerAddress) -> str:
    return str(address).lower()


def _file(folder: Path | None) -> Path:
    return (folder or settings_folder()) / NAME
