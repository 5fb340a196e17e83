"""`MemoryJournal`: the twin of `SqliteJournal` that stores nothing, for tests and `--ephemeral`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from mensajeria.chat.erasing import erased_by, without
from mensajeria.chat.events import Event
from mensajeria.chat.records import Record, Recorded
from mensajeria.storage.archive.retention import Keeping

OnStored = Callable[[str | None], object]
"""Called with the outcome of each append: None, or why it could not be stored."""


class MemoryJournal:
    """Says "stored" at once or, with `at_once=False`, when `sync` is called.

    `events` remembers the last `keep` events that were "stored"; None remembers all (tests only).
    """

    def __init__(self, on_stored: OnStored, *, at_once: bool = True, keep: int | None = 0) -> None:
        self.events: deque[Event] = deque(maxlen=keep)
        self._on_stored = on_stored
        self._at_once = at_once
        self._waiting: deque[Sequence[Event]] = deque()
        self._keeps = True

    def append(self, events: Sequence[Event]) -> None:
        self._waiting.append(events)
        if self._at_once:
            self.sync()

    @property
    def waiting(self) -> int:
        """How many appends `sync` has yet to answer."""
        return len(self._waiting)

    def sync(self, error: str | None = None) -> None:
        """Answer the appends so far: stored, or not because of `error`."""
        for _ in range(len(self._waiting)):
            events = self._waiting.popleft()
            if error is None and self._keeps:
                self._store([event for event in events if not isinstance(event, Recorded)])
            self._on_stored(error)

    def _store(self, events: Sequence[Event]) -> None:
        gone = erased_by(events)
        if gone:  # in their places: another thread may be looking
            for place, event in enumerate(without(self.events, gone)):
                self.events[place] = event
        self.events += events

    def records(self, _kinds: Iterable[type[Record]]) -> Iterable[Record]:
        """It begins with nothing; what is remembered later, the engine has in memory already."""
        return ()

    @property
    def latest(self) -> int:
        """It begins with nothing."""
        return 0

    def keep(self, keeping: Keeping) -> None:
        """The latest, as many as it was made for; nothing if nothing is to be kept."""
        if not keeping.enabled:
            self.events.clear()
        self._keeps = keeping.enabled

    def close(self) -> None:
        """Nothing is open; here because every journal can be closed."""
        self.sync()
