"""`LineBuffer`: chunks of bytes in, whole lines out. Bounded."""

from __future__ import annotations

from typing import Final

from mensajeria.wire.errors import WireError

HARD_LIMIT: Final = 65536
"""Bytes that may be pending without a line end. Well above any legal line, which `parse` checks."""

_BOM: Final = b"\xef\xbb\xbf"


class LineBuffer:
    """Cuts a byte stream into lines at LF or CR LF (Modern IRC, "Message Format").

    Empty lines are dropped, as is a byte order mark at the very start. The same lines come out
    however the stream is cut into chunks.
    """

    __slots__ = ("_fresh", "_limit", "_pending")

    def __init__(self, limit: int = HARD_LIMIT) -> None:
        self._limit = limit
        self._pending = b""
        self._fresh = True  # no line came out yet

    def feed(self, data: bytes) -> list[bytes]:
        """The lines completed by `data`, without their ends.

        Raises WireError (fatal) when more than the limit is pending without a line end, and again
        at each call after. Lines completed by the same chunk are given first: the error comes with
        the next chunk.
        """
        if len(self._pending) > self._limit:
            raise WireError("Input line too long")
        head, newline, tail = data.rpartition(b"\n")
        if not newline:
            self._pending += data
            if len(self._pending) > self._limit:
                raise WireError("Input line too long")
            return []
        if self._pending:
            head = self._pending + head
        self._pending = tail
        if self._fresh:
            self._fresh = False
            head = head.removeprefix(_BOM)
        if b"\r" in head:
            return [line for raw in head.split(b"\n") if (line := raw.rstrip(b"\r"))]
        return [line for line in head.split(b"\n") if line]
