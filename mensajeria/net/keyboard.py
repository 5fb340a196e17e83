"""`Keyboard`: the bytes of somebody's `nc` or telnet in, typed lines out. Bounded.

Telnet's own commands (RFC 854) are passed over, and what an editing key sends is carried out or
dropped, since whoever has no line editor of their own sends these keys as they are.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

LONGEST: Final = 4096
"""Bytes of a line; one that is longer is not taken."""

UTF_8: Final = "utf-8"
WESTERN: Final = "cp1252"
"""What a terminal speaks that does not speak UTF-8, as a guess."""

IAC: Final = 0xFF
_SB, _SE = 0xFA, 0xF0
_NEGOTIATIONS: Final = range(0xFB, 0xFF)  # WILL, WONT, DO, DONT: one byte more
_LEAVING: Final = (0xEC, 0xEE, 0xF3, 0xF4)  # end of file, abort, break, interrupt process
_INTERRUPT, _END_OF_FILE, _CR, _LF, _NUL = 0x03, 0x04, 0x0D, 0x0A, 0x00
_BACKSPACES: Final = "\b\x7f"
_KILL: Final = "\x15"
_SEQUENCE: Final = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|O.|.)?")
"""What arrow and function keys send (ECMA-48, 5.4)."""


class Key(Enum):
    """What was pressed that is no line."""

    LEAVE = "an interrupt, or the end of what they have to say"
    TOO_LONG = "a line that is over the limit"


class Keyboard:
    """`feed` it. `encoding` is that of their terminal, as far as their lines have shown it."""

    __slots__ = ("_after_cr", "_command", "_line", "encoding")

    def __init__(self) -> None:
        self.encoding = UTF_8
        self._line = bytearray()
        self._command = bytearray()  # a command of telnet that is not whole yet
        self._after_cr = False

    def feed(self, data: bytes) -> list[str | Key]:
        """What was typed by now. However the stream is cut into chunks, the same comes out."""
        typed: list[str | Key] = []
        for byte in data:
            pressed = self._negotiate(byte) if self._command or byte == IAC else self._press(byte)
            if pressed is not None:
                typed.append(pressed)
        return typed

    def _negotiate(self, byte: int) -> Key | None:
        """One byte of a command of telnet: IAC and what follows; nothing is ever agreed upon."""
        command = self._command
        command.append(byte)
        if len(command) == 1 or _goes_on(command):
            del command[2:-1]  # whatever it is about
            return None
        leaving = command[1] in _LEAVING
        command.clear()
        return Key.LEAVE if leaving else None

    def _press(self, byte: int) -> str | Key | None:
        after_cr, self._after_cr = self._after_cr, byte == _CR
        if after_cr and byte in (_LF, _NUL):  # "CR LF" and "CR NUL" are one end (RFC 854)
            return None
        if byte in (_INTERRUPT, _END_OF_FILE):
            return Key.LEAVE
        if byte not in (_CR, _LF):
            if len(self._line) <= LONGEST:
                self._line.append(byte)
            return None
        line = bytes(self._line)
        self._line.clear()
        return self._edited(line) if len(line) <= LONGEST else Key.TOO_LONG

    def _edited(self, line: bytes) -> str:
        """The line as it stood when Enter was pressed."""
        kept: list[str] = []
        for character in _SEQUENCE.sub("", self._decoded(line)):
            if character in _BACKSPACES:
                del kept[-1:]
            elif character == _KILL:
                kept.clear()
            elif character == "\t":
                kept.append(" ")
            elif character >= " ":
                kept.append(character)
        return "".join(kept)

    def _decoded(self, line: bytes) -> str:
        """The text; the latest line with more than ASCII tells what their terminal speaks."""
        if not line.isascii():
            try:
                line.decode(UTF_8)
                self.encoding = UTF_8
            except UnicodeDecodeError:
                self.encoding = WESTERN
        return line.decode(self.encoding, "replace")


def _goes_on(command: bytearray) -> bool:
    """Whether there is more to come of this command, which is two bytes long or more."""
    if command[1] == _SB:
        return command[-2:] != bytes((IAC, _SE))
    return command[1] in _NEGOTIATIONS and len(command) < 3
