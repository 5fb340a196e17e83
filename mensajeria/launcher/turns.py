"""One set-up at a time, and knowing whether the last one got to its end.

A file beside `.venv` is locked while a set-up runs, which the system undoes when the process ends
however it ends. The file holds a word meanwhile: who finds it there comes after an interrupted
set-up.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

UNDER_WAY = "setting up"
SECONDS_BETWEEN_TRIES = 0.2


class Turn:
    """The right to set up, as long as `my_turn` gives it."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.last_was_interrupted = file.read() != ""

    def begin(self) -> None:
        """From here on, not getting to `end` means that this one was interrupted."""
        self._write(UNDER_WAY)

    def end(self) -> None:
        """All is done."""
        self._write("")

    def _write(self, text: str) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._file.write(text)
        self._file.flush()
        os.fsync(self._file.fileno())


@contextmanager
def my_turn(path: Path, say_waiting: Callable[[], None]) -> Iterator[Turn]:
    """Wait until nobody else sets up; `say_waiting` is called once if there is a wait.

    Raises OSError when the file cannot be written.
    """
    with path.open("a+", encoding="ascii") as file:
        if not _lock(file):
            say_waiting()
            while not _lock(file):
                time.sleep(SECONDS_BETWEEN_TRIES)
        file.seek(0)
        yield Turn(file)


def _lock(file: TextIO) -> bool:
    """Whether the lock is ours now; yes where the file system has no locks to give."""
    try:
        if sys.platform == "win32":
            file.seek(1 << 20)  # a locked byte cannot be read, so none that is there
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True
