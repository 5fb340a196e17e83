"""Listening on a Unix socket: a file that programs of this machine connect to.

It is made for its owner and group only, replaces one that a killed server left behind, and is
removed at the end.
"""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from mensajeria.languages import _

MODE: Final = 0o660
"""Whoever may write to the file may come in."""


class NoUnixSocket(Exception):
    """It cannot be listened on; str() is one sentence on why and what to do."""


def bind(path: str) -> socket.socket:
    """A socket that listens there. Raises NoUnixSocket."""
    if not hasattr(socket, "AF_UNIX"):
        problem = _("this system has no Unix sockets; use 127.0.0.1:7667 instead of unix:{path}")
        raise NoUnixSocket(problem.format(path=path))
    _make_room(path)
    one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _mode(MODE):
            one.bind(path)
        one.listen()
    except OSError as error:
        one.close()
        reason = error.strerror or str(error)
        raise NoUnixSocket(
            _("cannot listen on {address}: {reason}").format(address=f"unix:{path}", reason=reason)
        ) from error
    return one


def remove(path: str) -> None:
    """Remove the file of a socket that nobody listens on any more."""
    with suppress(OSError):
        if stat.S_ISSOCK(os.stat(path).st_mode) and not _answers(path):
            os.unlink(path)


def _make_room(path: str) -> None:
    try:
        found = os.stat(path)
    except OSError:
        return
    if not stat.S_ISSOCK(found.st_mode):
        problem = _("{path} is there and is no socket; remove it or choose another path")
        raise NoUnixSocket(problem.format(path=path))
    if _answers(path):
        problem = _("{path} is taken, maybe by another server; stop that one or choose another")
        raise NoUnixSocket(problem.format(path=path))
    remove(path)


def _answers(path: str) -> bool:
    """Whether somebody listens there; one whom we may not ask does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
        one.settimeout(1)
        try:
            one.connect(path)
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:
            return True
    return True


@contextmanager
def _mode(mode: int) -> Iterator[None]:
    """Make files with this mode at most; from the first moment, unlike chmod."""
    before = os.umask(0o777 & ~mode)
    try:
        yield
    finally:
        os.umask(before)
