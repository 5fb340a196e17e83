"""Who is here with which connections, as decided; the hall follows when that is released.

As with members and audiences there are two views: whether somebody still has a connection is
decided by this one, and whom a line reaches by `Hall.sessions`.
"""

from __future__ import annotations

from collections.abc import Collection

from mensajeria.engine.session import Session


class Attendance:
    """The registered sessions of each user, by uid."""

    def __init__(self) -> None:
        self._sessions: dict[int, dict[Session, None]] = {}
        self.count = 0  # sessions, of whomever

    def add(self, session: Session, uid: int) -> None:
        """The session speaks for that user from now on."""
        self._sessions.setdefault(uid, {})[session] = None
        self.count += 1

    def remove(self, session: Session) -> None:
        """The session speaks for nobody any more; nothing if it never did."""
        uid = session.user.uid if session.user is not None else 0
        sessions = self._sessions.get(uid, {})
        if session in sessions:
            del sessions[session]
            self.count -= 1
            if not sessions:
                del self._sessions[uid]

    def of(self, uid: int) -> Collection[Session]:
        """The sessions that speak for a user, those that are being closed too."""
        return self._sessions.get(uid, {})

    def here(self, uid: int) -> list[Session]:
        """Those of them that will still be there after what was decided."""
        return [session for session in self.of(uid) if not session.closing]
