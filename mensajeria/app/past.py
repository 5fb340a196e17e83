"""Where the engine's questions about the past are answered: the archive, on disk or in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from mensajeria.app.surroundings import Answerers
from mensajeria.chat.events import Event
from mensajeria.engine.history import Conversations, Find, History, Search
from mensajeria.storage.archive.answers import Source, conversations, find, history, search
from mensajeria.storage.archive.listed import Listed
from mensajeria.storage.archive.reading import Archive

REMEMBERED: Final = 5_000
"""Events that an ephemeral server remembers, the latest ones."""


def on_disk(pages: Archive, searches: Archive) -> tuple[Answerers, ...]:
    """All that is stored. A page must not wait for somebody's search: these are apart."""
    return (
        {History: pages.history, Conversations: pages.conversations, Find: pages.find},
        {Search: searches.search},
    )


def in_memory(events: Iterable[Event]) -> tuple[Answerers, ...]:
    """What `events` holds at the moment of the question."""

    def answering(answer: Callable[[Any, Source], object]) -> Callable[[Any], object]:
        return lambda question: answer(question, Listed(tuple(events)))

    pages = {
        History: answering(history),
        Conversations: answering(conversations),
        Find: answering(find),
    }
    return pages, {Search: answering(search)}
