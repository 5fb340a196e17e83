"""Putting many words into few lines of bounded length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ROOM = 400
"""Bytes of words in one line: 512 less the server's name, the asker's nick and so on."""


def packed(words: Iterable[str], room: int = ROOM) -> Iterator[str]:
    """The words with spaces between them, in texts of at most `room` bytes of UTF-8 each.

    A word longer than that stands alone; no words give no text.
    """
    line: list[str] = []
    length = -1  # no space before the first
    for word in words:
        size = len(word.encode()) + 1
        if line and length + size > room:
            yield " ".join(line)
            line, length = [], -1
        line.append(word)
        length += size
    if line:
        yield " ".join(line)
