"""Lines said before, to be said again: up and down in the line that is written."""

from __future__ import annotations

from typing import Final

MOST: Final = 500


class Recall:
    """The latest lines. What was being written is kept for coming back to it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._place: int | None = None
        self._unfinished = ""

    def add(self, line: str) -> None:
        if self._lines[-1:] != [line]:
            self._lines.append(line)
        del self._lines[:-MOST]
        self._place = None

    def earlier(self, written: str) -> str | None:
        """The line before; None at the first one."""
        if self._place is None:
            self._unfinished, self._place = written, len(self._lines)
        if self._place == 0:
            return None
        self._place -= 1
        return self._lines[self._place]

    def later(self) -> str | None:
        """The line after, at last what was being written; None if that is there."""
        if self._place is None:
            return None
        self._place += 1
        if self._place < len(self._lines):
            return self._lines[self._place]
        self._place = None
        return self._unfinished
