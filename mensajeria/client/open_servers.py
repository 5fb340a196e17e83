"""The servers that were open at the end, for who wants them again at the next start.

A file that a person can read and change: `ADDRESS NICK CHANNEL CHANNEL ...`, one server a line. No
password, code or channel's key is in it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mensajeria.client.address import Invitation, Security
from mensajeria.client.beginning import Beginning
from mensajeria.client.remembered import LONGEST_NICK, settings_folder
from mensajeria.wire.casemapping import is_nick

NAME: Final = "open_servers"
MOST_SERVERS: Final = 10
"""At a time."""

_MOST_CHANNELS: Final = 100
"""Of one server."""

_LARGEST: Final = 100_000


def keep(beginnings: Sequence[Beginning], folder: Path | None = None) -> None:
    """Keep these for the next start; none: forget those that were kept.

    A folder that cannot be written to is no reason to stop.
    """
    with contextlib.suppress(OSError, RuntimeError):
        file = _file(folder)
        if not beginnings:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(map(_line, beginnings)), encoding="utf-8")


def kept(folder: Path | None = None) -> tuple[Beginning, ...]:
    """What was kept; lines that make no sense are left out."""
    with contextlib.suppress(OSError, RuntimeError, UnicodeError):
        lines = _file(folder).read_text(encoding="utf-8")[:_LARGEST].splitlines()
        read = (_read(line.split()) for line in lines)
        return tuple(each for each in read if each is not None)[:MOST_SERVERS]
    return ()


def _line(beginning: Beginning) -> str:
    invitation = beginning.invitation
    scheme = "ircs://" if invitation.security is Security.ALWAYS else ""
    words = [f"{scheme}{invitation.address}", beginning.nick, *(beginning.channels or ())]
    return " ".join(words[: _MOST_CHANNELS + 2]) + "\n"


def _read(words: list[str]) -> Beginning | None:
    if len(words) < 2 or not is_nick(words[1], LONGEST_NICK):
        return None
    try:
        invitation = Invitation.parse(words[0])
    except ValueError:
        return None
    return Beginning(words[1], invitation, tuple(words[2 : _MOST_CHANNELS + 2]))


def _file(folder: Path | None) -> Path:
    return (folder or settings_folder()) / NAME
