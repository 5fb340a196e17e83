"""`LineBuffer`: chunks of bytes in, whole lines out. Bounded."""

from __future__ import annotations

from typing import Final

from mensajeria.wire.errors import WireError

HARD_LIMIT: Final = 65536
"""Bytes of one line, its LF left out. Well above any legal line, which `parse` checks."""

_BOM: Final = b"\xef\xbb\xbf"


class LineBuffer:
    """Cuts a byte stream into lines at LF or CR LF (Modern IRC, "Message Format").

    Empty lines are dropped, as is a byte order mark at the very start. However the stream is cut
    into chunks, the same lines come out, up to the same error.
    """

    __slots__ = ("_broken", "_fresh", "_limit", "_pending")

    def __init__(self, limit: int = HARD_LIMIT) -> None:
        self._limit = limit
        self._pending = b""
        self._fresh = True  # the first line is not whole yet
        self._broken = False  # a line was longer than the limit

    def feed(self, data: bytes) -> list[bytes]:
        """The lines completed by `data`, without their ends.

        Raises WireError (fatal) at a line longer than the limit, whole or not, and at each call
        after. Lines before it are not lost: when `data` completed some, they are given, and the
        error waits for the next call.
        """
        if self._broken:
            raise WireError("Input line was far too long")
        if self._pending:
            data = self._pending + data
        lines = data.split(b"\n")
        self._broken = broken = len(data) > self._limit and _cut_at_too_long(lines, self._limit)
        self._pending = lines.pop()
        if self._fresh and lines:
            self._fresh = False
            lines[0] = lines[0].removeprefix(_BOM)
        whole = [line for raw in lines if (line := raw.rstrip(b"\r"))]
        if broken and not whole:
            raise WireError("Input line was far too long")
        return whole


def _cut_at_too_long(lines: list[bytes], limit: int) -> bool:
    """Leave out the first line over the limit and all after it. Whether there was one."""
    for at, line in enumerate(lines):
        if len(line) > limit:
            lines[at:] = [b""]
            return True
    return False
