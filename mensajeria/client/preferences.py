"""How somebody wants the full screen to be: `client.toml` in the folder for settings."""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from mensajeria.client.remembered import settings_folder

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

MOST_WORDS = 50
_LARGEST = 100_000


@dataclass
class Preferences:
    """`theme`: "" for the one that suits the terminal."""

    theme: str = ""
    bell: bool = True
    notifications: bool = True
    typing: bool = True
    """Whether others are told that we are writing."""
    reopen: bool = False
    """Whether the servers that are open at the end are opened again at the next start."""
    log: bool = False
    """Whether what is said is written down in files (`tui.logbook`)."""
    muted: list[str] = field(default_factory=list)
    """Rooms as "SERVER NAME", the name folded; without a server, as it was written once, any of
    that name.
    """

    words: list[str] = field(default_factory=list)
    """Which call us as our name does."""
    ignored: list[str] = field(default_factory=list)
    """People of whom nothing is shown, as "SERVER NICK", the nick folded."""

    def is_ignored(self, server: str, nick: str) -> bool:
        """Whether nothing is to be shown of somebody, whose nick is folded."""
        return _key(server, nick) in self.ignored

    def ignored_on(self, server: str) -> list[str]:
        """Their nicks."""
        start = _key(server, "")
        return [each.removeprefix(start) for each in self.ignored if each.startswith(start)]

    def ignore(self, server: str, nick: str, *, ignored: bool) -> None:
        """Show nothing of somebody from now on, or again; that is kept."""
        others = {*self.ignored} - {_key(server, nick)}
        self.ignored = sorted(others | {_key(server, nick)} if ignored else others)
        self.save()

    def is_muted(self, server: str, room: str) -> bool:
        """Whether nobody is to be called to a room, whose name is folded."""
        return room in self.muted or _key(server, room) in self.muted

    def mute(self, server: str, room: str, *, muted: bool) -> None:
        """Call nobody there from now on, or again; that is kept."""
        others = {*self.muted} - {room, _key(server, room)}
        self.muted = sorted(others | {_key(server, room)} if muted else others)
        self.save()

    @classmethod
    def load(cls, folder: Path | None = None) -> Preferences:
        """What the file says; what it does not say, or says in another way, is as by default."""
        read = cls()
        with contextlib.suppress(OSError, RuntimeError, UnicodeError, tomllib.TOMLDecodeError):
            text = _file(folder).read_text(encoding="utf-8")[:_LARGEST]
            for name, value in tomllib.loads(text).items():
                if type(value) is type(getattr(read, name, None)):
                    setattr(read, name, value)
        read.muted = [str(name) for name in read.muted]
        read.ignored = [str(name) for name in read.ignored]
        read.words = [str(word) for word in read.words][:MOST_WORDS]
        return read

    def save(self, folder: Path | None = None) -> None:
        """A folder that cannot be written to is no reason to stop."""
        # JSON's strings, booleans and lists are TOML's, too.
        lines = [f"{name} = {json.dumps(value)}\n" for name, value in vars(self).items()]
        with contextlib.suppress(OSError, RuntimeError):
            _file(folder).parent.mkdir(parents=True, exist_ok=True)
            _file(folder).write_text("".join(lines), encoding="utf-8")


def _key(server: str, room: str) -> str:
    return f"{server.lower()} {room}"


def _file(folder: Path | None) -> Path:
    return (folder or settings_folder()) / "client.toml"
