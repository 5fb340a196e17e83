"""A text stream that says of itself whether it is a terminal."""

from __future__ import annotations

import io


class Stream(io.StringIO):
    """Standard input or output, for those who only ask what it is."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal
