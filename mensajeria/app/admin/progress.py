"""A bar on the terminal for what takes a while. Nothing in a pipe, a file or a log."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

_BAR: Final = 30


@contextmanager
def shown(what: str, stream: TextIO | None = None) -> Iterator[Callable[[int, int], None]]:
    """Gives what to call with how much is done, and of how much; the bar goes at the end."""
    terminal = sys.stderr if stream is None else stream
    if not terminal.isatty():
        yield lambda _done, _all: None
        return
    bar = _Bar(what, terminal)
    try:
        yield bar.show
    finally:
        bar.clear()


class _Bar:
    def __init__(self, what: str, terminal: TextIO) -> None:
        self._what = what
        self._terminal = terminal
        self._line = ""

    def show(self, done: int, all_: int) -> None:
        part = min(done / all_, 1.0) if all_ else 1.0
        full = round(part * _BAR)
        line = f"{self._what} [{'#' * full}{'-' * (_BAR - full)}] {part:4.0%}"
        line = line[: shutil.get_terminal_size().columns - 1]
        if line != self._line:  # a person sees no more than a hundred of a million steps
            self._line = line
            self._write(f"\r{line}")

    def clear(self) -> None:
        self._write(f"\r{' ' * len(self._line)}\r")

    def _write(self, text: str) -> None:
        self._terminal.write(text)
        self._terminal.flush()
