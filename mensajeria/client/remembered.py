"""The name and the server last used, kept in the platform's folder for settings; a first guess."""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mensajeria.client.address import ServerAddress, is_loopback
from mensajeria.client.happenings import Happening, Renamed, Welcomed
from mensajeria.wire.casemapping import is_nick

LONGEST_NICK: Final = 64
"""Characters; servers have a lower limit of their own."""

_NOBODY: Final = "guest"
_GUESSED: Final = 16


def settings_folder(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> Path:
    """Windows: `%APPDATA%`; macOS: `~/Library/Application Support`; elsewhere `$XDG_CONFIG_HOME`,
    which counts only if absolute (XDG Base Directory Specification), or `~/.config`.
    """
    if platform == "win32":
        roaming = environment.get("APPDATA", "")
        return (Path(roaming) if roaming else Path.home() / "AppData" / "Roaming") / "mensajeria"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "mensajeria"
    chosen = Path(environment.get("XDG_CONFIG_HOME", ""))
    return (chosen if chosen.is_absolute() else Path.home() / ".config") / "mensajeria"


def remember(nick: str, folder: Path | None = None) -> None:
    """Keep a name for the next start. A folder that cannot be written to is no reason to stop."""
    with contextlib.suppress(OSError, RuntimeError):
        folder = folder or settings_folder()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "name").write_text(nick + "\n", encoding="utf-8")


def names_us(happening: Happening) -> bool:
    """Whether a server has just called us something, which is what to keep."""
    return isinstance(happening, Welcomed) or (isinstance(happening, Renamed) and happening.mine)


def offered(folder: Path | None = None) -> str:
    """The name last used, else one made of the operating system's user name."""
    with contextlib.suppress(OSError, RuntimeError, UnicodeError):
        kept = ((folder or settings_folder()) / "name").read_text(encoding="utf-8")[:1000].strip()
        if is_nick(kept, LONGEST_NICK):
            return kept
    return nick_of_user(_user())


def remember_server(address: ServerAddress, folder: Path | None = None) -> None:
    """Keep where we were for a start without an address, unless it is this machine."""
    if is_loopback(address.host):
        return
    with contextlib.suppress(OSError, RuntimeError):
        folder = folder or settings_folder()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "server").write_text(f"{address}\n", encoding="utf-8")


def last_server(folder: Path | None = None) -> ServerAddress | None:
    """Where we were last, beside this machine; None if it is not known."""
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        kept = ((folder or settings_folder()) / "server").read_text(encoding="utf-8")[:1000]
        return ServerAddress.parse(kept)
    return None


def nick_of_user(user: str) -> str:
    """A name that any IRC server takes, made of whatever the system calls its user."""
    plain = unicodedata.normalize("NFKD", user)
    kept = "".join(c for c in plain if c.isascii() and (c.isalnum() or c in "_-"))
    nick = kept.lstrip("0123456789-")[:_GUESSED]
    return nick if is_nick(nick, LONGEST_NICK) else _NOBODY


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, as in some containers
        return ""
