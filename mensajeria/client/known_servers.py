"""How known servers prove who they are, kept in a file that a person can read and change.

The file belongs to them, too: lines that mean nothing here stay as they are.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path
from typing import Final

from mensajeria.client.address import ServerAddress
from mensajeria.client.remembered import settings_folder
from mensajeria.client.trust import VOUCHED, Known

NAME: Final = "known_servers"
HEADER: Final = """\
# The servers that this client has met with TLS, and how each proves who it is. One a line:
#   HOST:PORT sha256 FINGERPRINT    by this very certificate, as at the first visit
#   HOST:PORT authorities           by one that the system's authorities vouch for
# Without its line, a server is met as if for the first time.
"""
FINGERPRINT: Final = re.compile(r"[0-9A-F]{2}(:[0-9A-F]{2}){31}")
_MOST: Final = 10_000_000
"""Characters; a longer file is none of ours."""


class KnownServers:
    """Raises OSError if the file is there but cannot be read: then nobody is to be trusted.

    Not being able to write it is no reason to stop: this start remembers all the same.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._of_this_start: dict[str, Known | None] = {}

    def get(self, address: ServerAddress) -> Known | None:
        """How this server proved who it is; None for one that was never met with TLS."""
        name = _name(address)
        if name in self._of_this_start:
            return self._of_this_start[name]
        known = (_known(line) for line in self._lines() if _is_about(line, name))
        return next((each for each in known if each is not None), None)

    def put(self, address: ServerAddress, known: Known | None) -> None:
        """Remember this; None: forget the server."""
        name = _name(address)
        if self.get(address) == known:
            return
        self._of_this_start[name] = known
        others = [line for line in self._lines() if not _is_about(line, name)]
        with contextlib.suppress(OSError):
            self._write([*others, *([] if known is None else [_line(name, known)])])

    def _file(self) -> Path:
        return self._path or settings_folder() / NAME

    def _lines(self) -> list[str]:
        try:
            with self._file().open(encoding="utf-8", errors="surrogateescape") as file:
                return file.read(_MOST).splitlines()
        except FileNotFoundError:
            return HEADER.splitlines()

    def _write(self, lines: list[str]) -> None:
        """Whole or not at all; the file may be read by another client meanwhile."""
        path = self._file()
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(prefix=f".{NAME}-", dir=path.parent)
        try:
            with open(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.writelines(f"{line}\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        except OSError:
            os.unlink(draft)
            raise


def fingerprint_written(text: str) -> str:
    """A SHA-256 fingerprint as `openssl` writes it, from however somebody typed it.

    Raises ValueError for what is none.
    """
    digits = text.strip().upper().removeprefix("SHA256").replace(":", "").replace(" ", "")
    fingerprint = ":".join(digits[place : place + 2] for place in range(0, len(digits), 2))
    if not FINGERPRINT.fullmatch(fingerprint):
        raise ValueError(text)
    return fingerprint


def _name(address: ServerAddress) -> str:
    return str(address).lower()


def _is_about(line: str, name: str) -> bool:
    return line.split()[:1] == [name]


def _known(line: str) -> Known | None:
    words = line.split()
    if words[1:] == ["authorities"]:
        return VOUCHED
    if len(words) == 3 and words[1] == "sha256" and FINGERPRINT.fullmatch(words[2]):
        return Known(words[2])
    return None


def _line(name: str, known: Known) -> str:
    return f"{name} sha256 {known.fingerprint}" if known.fingerprint else f"{name} authorities"
