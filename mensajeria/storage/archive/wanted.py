"""`Wanted`: what a search looks for, and whether a message has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mensajeria.chat.events import Event, Said, Whispered
from mensajeria.storage.archive.folding import folded

Lines = bytes
"""Messages as they are looked through: a line for each, folded, of the nick, a tab and the text."""


def as_lines(events: Iterable[Event]) -> Lines:
    """One line for each of these messages. Folded in one go: that is most of the work."""
    return folded("\n".join(map(_line, events))).encode()


def _line(event: Event) -> str:
    assert isinstance(event, Said | Whispered)
    return f"{event.by.nick}\t{event.text}".replace("\n", " ")


class Wanted(NamedTuple):
    """All these words, wherever in the text, and said by that nick if there is one; folded."""

    words: tuple[bytes, ...]
    nick: bytes = b""

    def among(self, lines: Lines) -> list[int]:
        """Which of these lines have it."""
        if not all(word in lines for word in self.words) or self.nick not in lines:
            return []  # as nearly always, and quick
        return [place for place, line in enumerate(lines.split(b"\n")) if self._is_in(line)]

    def _is_in(self, line: bytes) -> bool:
        nick, _, text = line.partition(b"\t")
        return self.nick in (b"", nick) and all(word in text for word in self.words)


def wanted(text: str, nick: str) -> Wanted:
    """As somebody asked for it."""
    words = dict.fromkeys(folded(text).split())
    return Wanted(tuple(word.encode() for word in words), folded(nick).encode())


def is_wanted(event: Event, what: Wanted) -> bool:
    """Whether one message has it."""
    return bool(what.among(as_lines([event])))
