"""`Logbook`: what is said while one is there, written down in files, for who wishes it.

One file for each room, in a folder for each server. Servers of this project keep and search what
was said themselves; this is for those that do not, and for other programs to read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from mensajeria.client import happenings as h
from mensajeria.client.clean import clean
from mensajeria.client.features import Features
from mensajeria.client.formatting import plain
from mensajeria.client.remembered import settings_folder
from mensajeria.client.wording import Scene, words_for

FOLDER: Final = "logs"
_LONGEST: Final = 200
"""Bytes of a name; file systems take 255."""

_PLAIN: Final = "#&+!-_.@~"
"""Signs that are left in the names of files, beside letters and digits."""

_OF_A_CHANNEL: Final = (h.Joined, h.Left, h.Kicked, h.TopicChanged)
_OF_SOMEBODY: Final = (h.Disconnected, h.Renamed)


class Logbook:
    """`write` whatever happens on a server. That it cannot be written is told once, with why."""

    def __init__(self, now: Callable[[], datetime], folder: Path | None = None) -> None:
        self._now = now
        self._folder = folder
        self._is_broken = False

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return self._folder or settings_folder() / FOLDER

    def write(self, server: str, me: str, features: Features, happening: h.Happening) -> str:
        """A happening on the server of this address, where we are called `me`. Why it could not be
        written, the first time; mostly "".
        """
        places = [*_places(happening, features)]
        if not places or self._is_broken:
            return ""
        at = (happening.at or self._now()).astimezone()
        try:
            for place in places:
                words = words_for(happening, Scene(me, place))
                text = clean(plain("".join(text for _style, text in words)))
                self._append(server, place, f"{at:%Y-%m-%d %H:%M:%S} {text}\n" if text else "")
        except (OSError, RuntimeError) as error:
            self._is_broken = True
            return str(error)
        return ""

    def _append(self, server: str, place: str, line: str) -> None:
        """For nobody else to read."""
        folder = self.folder / _name(server)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        with open(os.open(folder / f"{_name(place)}.log", flags, 0o600), "ab") as file:
            file.write(line.encode("utf-8", "replace"))


def _places(happening: h.Happening, features: Features) -> Iterable[str]:
    """The rooms that this is read in."""
    if isinstance(happening, h.Said):
        other = happening.target if happening.mine else happening.by
        if not happening.from_server:
            yield other if happening.private else happening.target
    elif isinstance(happening, _OF_A_CHANNEL):
        yield happening.channel
    elif isinstance(happening, _OF_SOMEBODY):
        yield from happening.channels
    elif isinstance(happening, h.ModeChanged) and features.is_channel(happening.target):
        yield happening.target


def _name(text: str) -> str:
    """A name that every file system takes, and that leads nowhere else."""
    kept = "".join(c if c.isalnum() or c in _PLAIN else "_" for c in text.lower())
    return kept.encode()[:_LONGEST].decode(errors="ignore").strip(".") or "_"
