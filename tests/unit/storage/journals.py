"""Facts to store, and a journal that waits for its outcome: for the tests of the storage."""

from __future__ import annotations

from pathlib import Path
from queue import Queue

from mensajeria.chat.events import Author, Event, Said
from mensajeria.storage.opening import Durability
from mensajeria.storage.sqlite import SqliteJournal
from mensajeria.wire.casemapping import fold

PATIENCE = 30
"""Seconds until a test gives up on an answer that never comes."""

ANA = Author(1, "ana", "ana!~ana@127.0.0.1", None, "Ana", False)
NOW = 1_767_225_600_000


def said(text: str, at: int = NOW, by: Author = ANA) -> Event:
    return Said(at, f"id-{text[:20]}", by, "PRIVMSG", "#plaza", fold("#plaza"), text)


def texts(events: list[Event]) -> list[str]:
    return [event.text for event in events if isinstance(event, Said)]


class Waited:
    """A journal whose `store` waits for the outcome."""

    def __init__(self, folder: Path, durability: Durability = "none") -> None:
        self.outcomes: Queue[str | None] = Queue()
        self.journal = SqliteJournal(folder, self.outcomes.put, durability)

    def store(self, *events: Event) -> str | None:
        self.journal.append(events)
        return self.outcomes.get(timeout=PATIENCE)

    def texts(self, after: int = 0) -> list[str]:
        return texts([event for batch in self.journal.read(after) for event in batch.events])

    def close(self) -> None:
        self.journal.close()
