"""Facts to store, and a journal that waits for its outcome: for the tests of the storage."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from queue import Queue

from mensajeria.chat.events import Author, Event, Said
from mensajeria.storage.archive.reading import everything
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


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do; a test fails that waits for it too long."""
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.001)


class Waited:
    """A journal whose `store` waits for the outcome."""

    def __init__(self, folder: Path, durability: Durability = "none") -> None:
        self.outcomes: Queue[str | None] = Queue()
        self.journal = SqliteJournal(folder, self.outcomes.put, durability)

    def store(self, *events: Event) -> str | None:
        self.journal.append(events)
        return self.outcomes.get(timeout=PATIENCE)

    def texts(self) -> list[str]:
        return texts(list(everything(self.journal.folder)))

    def close(self) -> None:
        self.journal.close()
