"""`Messages`: lines as WebSocket messages, each made once however many are sent it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from websockets.frames import Frame, Opcode


class Messages(dict[bytes, bytes]):
    """What lines (with their CR LF) are as messages of one kind, remembered to the tick's end.

    `framed` is called for each session in each tick. A line that is on its way to thousands of
    them is the same object in every outbox, whose hash is computed once: finding it is cheap.
    """

    def __init__(self, opcode: Opcode, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._opcode = opcode
        self._loop = loop

    def framed(self, lines: Iterable[bytes]) -> bytes:
        return b"".join(map(self.__getitem__, lines))

    def __missing__(self, lines: bytes) -> bytes:
        if not self:
            self._loop.call_soon(self.clear)
        made = b"".join([self._message(line) for line in lines.split(b"\r\n") if line])
        self[lines] = made
        return made

    def _message(self, line: bytes) -> bytes:
        if self._opcode is Opcode.TEXT:
            line = line.decode(errors="replace").encode()
        return Frame(self._opcode, line).serialize(mask=False)
