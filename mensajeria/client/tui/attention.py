"""`Attention`: calls somebody who looks elsewhere: the bell, a notification, the window's title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.rooms.room import Room
from mensajeria.client.tui.calling import FORMER_TITLE, KEEP_TITLE, notification

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


class Attention:
    """Between `begin` and `end` the window is called as what is looked at."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._title = ""

    def begin(self) -> None:
        self._face.tell_terminal(KEEP_TITLE)

    def end(self) -> None:
        self._face.tell_terminal(FORMER_TITLE)

    def retitle(self) -> None:
        """What is looked at, or how many call elsewhere, may have changed."""
        title = self._face.sides.title()
        if title != self._title:
            self._title = title
            self._face.tell_terminal(title)

    def called(self, _room: Room, words: str) -> None:
        """Somebody calls while nobody looks."""
        wanted = self._face.preferences
        if wanted.bell:
            self._face.bell()
        if wanted.notifications and not self._face.servers.watched:
            self._face.tell_terminal(notification(words))
