"""Sessions that want to hear of a nick, whether or not anybody of that name is here.

Indexed by nick, so that what happens to one costs only those who watch it. Like audiences it
follows what was released; what a session has asked for is in its own list (`Session.watching`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from mensajeria.chat.events import Event
from mensajeria.engine.session import Session
from mensajeria.wire.casemapping import Folded


@dataclass(slots=True)
class WatchChanged(Event):
    """From here on the session watches other nicks than before. Not stored."""

    stored: ClassVar[bool] = False

    session: Session
    added: tuple[Folded, ...]
    removed: tuple[Folded, ...]


class Watchers:
    """Who watches which nick. How many one session may watch is for others to say."""

    def __init__(self) -> None:
        self._sessions: dict[Folded, dict[Session, None]] = {}
        self._nicks: dict[Session, dict[Folded, None]] = {}

    def __len__(self) -> int:
        """How many nicks are watched."""
        return len(self._sessions)

    def of(self, nick: Folded) -> Iterable[Session]:
        """Those who watch the nick, those who began first coming first."""
        return self._sessions.get(nick, ())

    def add(self, session: Session, nicks: Iterable[Folded]) -> None:
        for nick in nicks:
            self._sessions.setdefault(nick, {})[session] = None
            self._nicks.setdefault(session, {})[nick] = None

    def remove(self, session: Session, nicks: Iterable[Folded]) -> None:
        watched = self._nicks.get(session, {})
        for nick in nicks:
            if nick in watched:
                del watched[nick]
                del self._sessions[nick][session]
                if not self._sessions[nick]:
                    del self._sessions[nick]
        if not watched:
            self._nicks.pop(session, None)

    def forget(self, session: Session) -> None:
        """The session is gone."""
        self.remove(session, list(self._nicks.get(session, ())))
