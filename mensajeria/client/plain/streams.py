"""Standard input and output of a client that nobody sits at."""

from __future__ import annotations

import asyncio
import codecs
import io
import os
import stat
import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from enum import Enum
from typing import Final, TextIO

_CHUNK: Final = 65536
_LONGEST: Final = 65536
"""Characters of a line; what goes on longer becomes several."""
_AHEAD: Final = 100
"""Lines read before they can be sent."""


class Mode(Enum):
    """What the kinds of standard input and output ask for (see `mode_of`)."""

    CHAT = "a person at a terminal"
    SEND = "say what comes in, then end"
    LOG = "write down what is said, for ever"


def mode_of(stdin: TextIO | None, stdout: TextIO | None) -> Mode:
    """Decided by what the streams are, never by timing or by what happens to be in them.

    A terminal on both sides: CHAT. Standard input that can bring something, a pipe, a file or a
    socket: SEND, even if it turns out to be empty. Standard input that cannot, the null device or a
    closed one, or a terminal while the output goes elsewhere: LOG.
    """
    if stdin is None or stdin.closed:
        return Mode.LOG
    if stdin.isatty():
        return Mode.CHAT if stdout is not None and stdout.isatty() else Mode.LOG
    try:
        kind = os.fstat(stdin.fileno()).st_mode
    except (OSError, ValueError):
        return Mode.LOG
    return Mode.LOG if stat.S_ISCHR(kind) else Mode.SEND


def lines_of(descriptor: int, loop: asyncio.AbstractEventLoop) -> asyncio.Queue[str | None]:
    """The lines of a file descriptor, as they come, then None.

    Read in a thread, since Windows can watch no pipe. It never holds more than a bounded number of
    lines, and being blocked it does not keep the program from ending.
    """
    queue: asyncio.Queue[str | None] = asyncio.Queue(_AHEAD)

    def hand_over(line: str | None) -> None:
        asyncio.run_coroutine_threadsafe(queue.put(line), loop).result()

    def read() -> None:
        try:
            _read(descriptor, hand_over)
            hand_over(None)
        except (RuntimeError, CancelledError):
            pass  # the loop is gone, and with it all interest in more lines

    threading.Thread(target=read, name="stdin", daemon=True).start()
    return queue


def _read(descriptor: int, hand_over: Callable[[str], None]) -> None:
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    pending, data = "", b"-"
    while data:
        try:
            data = os.read(descriptor, _CHUNK)
        except OSError:
            data = b""
        *lines, pending = (pending + decoder.decode(data, final=not data)).split("\n")
        for line in lines:
            hand_over(line.rstrip("\r"))
        if len(pending) > _LONGEST or (pending and not data):
            hand_over(pending)
            pending = ""


class Output:
    """Lines to a text stream, each written out at once. What breaks it is told once."""

    def __init__(self, stream: TextIO, broken: Callable[[OSError], None]) -> None:
        self._stream = stream
        self._broken = broken
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")

    def write(self, line: str) -> None:
        try:
            self._stream.write(line + "\n")
            self._stream.flush()
        except OSError as error:
            # What is still buffered has to go somewhere, or Python complains when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
            self._broken(error)


def standard_output() -> TextIO:
    """Standard output, or the null device where there is none."""
    return sys.stdout or open(os.devnull, "w", encoding="utf-8")
