"""Whoever runs a server is its operator, by a token that only their account here can read.

The server leaves it where a client of the same account looks for it, under the port that it listens
on; a new one at each start, gone when it stops. A client shows it only to a server at its own
address, so it never leaves the machine.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from mensajeria.app.folders import NAME, data_folder

_log = logging.getLogger("mensajeria")

_EVERYWHERE: Final = {False: "0.0.0.0", True: "::"}
"""What a socket for all addresses is bound to, by whether they are IPv6."""


def running_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where running servers leave their tokens: `$XDG_RUNTIME_DIR`, which counts only if absolute
    (XDG Base Directory Specification), else beside what is kept. May raise RuntimeError.
    """
    chosen = Path(environment.get("XDG_RUNTIME_DIR", ""))
    return chosen / NAME if chosen.is_absolute() else data_folder() / "running"


class Owner:
    """The token of a server, as long as that runs."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)
        self._left: list[Path] = []

    def leave(self, sockets: Sequence[socket.socket]) -> None:
        """Put the token where the owner's clients find it."""
        hosts: dict[int, list[str]] = {}
        for each in sockets:
            if each.family in (socket.AF_INET, socket.AF_INET6):
                host, port = each.getsockname()[:2]
                hosts.setdefault(port, []).append(host)
        try:
            folder = running_folder()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for port, bound in hosts.items():
                self._left.append(_write(folder / str(port), [self.token, *bound]))
        except (OSError, RuntimeError) as error:
            _log.warning("clients here will not know their owner: %s", error)

    def forget(self) -> None:
        """It opens nothing any more."""
        for path in self._left:
            with suppress(OSError):
                path.unlink()
        self._left = []


def token_of(ours: str, theirs: str, port: int) -> str:
    """The token of the server at a connection's other end, if it is ours; else "".

    `ours`, `theirs`: the addresses of the two ends, which are the same on one machine.
    """
    if ours != theirs:
        return ""
    with suppress(OSError, RuntimeError, UnicodeError):
        path = running_folder() / str(port)
        token, *bound = path.read_text("ascii").split()
        if theirs in bound or _EVERYWHERE[":" in theirs] in bound:
            return token
    return ""


def _write(path: Path, lines: Sequence[str]) -> Path:
    path.unlink(missing_ok=True)  # of one that was killed
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
    return path
