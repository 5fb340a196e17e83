"""One server per data folder: a lock that the operating system lets go of when its holder dies."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from mensajeria.languages import _
from mensajeria.storage.errors import StorageError

NAME = "lock"
_BYTE = 1 << 30
"""Which byte Windows locks: one far behind the holder's id, which others want to read."""


class AlreadyLocked(StorageError):
    """Another server has it."""


class FolderLock:
    """Held from construction to `release`, or to the end of the process however it ends.

    The file stays; what counts is the lock on it. Raises `AlreadyLocked` if another server has it.
    """

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._file)
        except OSError as error:
            holder = os.read(self._file, 20).decode("ascii", "replace").strip()
            os.close(self._file)
            text = _("another server (process {holder}) is using the data folder {folder}")
            raise AlreadyLocked(text.format(holder=holder or "?", folder=folder)) from error
        with suppress(OSError):  # a full disk; the lock holds all the same
            os.ftruncate(self._file, 0)
            os.write(self._file, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        os.close(self._file)


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        os.lseek(file, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(file, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
