"""What a service manager hands over and wants to hear: systemd's socket activation and readiness.

Both are a few environment variables (sd_listen_fds(3), sd_notify(3)) that others set as well.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Final

FIRST: Final = 3
"""The descriptor of the first socket (SD_LISTEN_FDS_START)."""

READY: Final = "READY=1"
STOPPING: Final = "STOPPING=1"


def sockets_given(environment: MutableMapping[str, str] = os.environ) -> list[socket.socket]:
    """The listening sockets that were made for this process, if any; they are given once.

    "If the daemon receives [...] $LISTEN_PID [that] does not equal the daemon's PID" they are for
    another.
    """
    pid, count = environment.pop("LISTEN_PID", ""), environment.pop("LISTEN_FDS", "")
    environment.pop("LISTEN_FDNAMES", None)
    if pid != str(os.getpid()) or not (count.isascii() and count.isdigit()):
        return []
    given = [socket.socket(fileno=FIRST + number) for number in range(int(count))]
    for each in given:
        each.set_inheritable(False)
    return given


def reloading() -> str:
    """That the configuration is being read again; READY follows."""
    return f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}"


def tell(state: str, environment: MutableMapping[str, str] = os.environ) -> None:
    """Tell the service manager, if there is one that listens. It is never waited for."""
    where = environment.get("NOTIFY_SOCKET", "")
    if where[:1] not in ("/", "@"):
        return
    address = "\0" + where[1:] if where[0] == "@" else where
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one:
        one.setblocking(False)
        one.sendto(state.encode(), address)
