"""`Server`: one that we are on, or want to be: its connection, its rooms, and how it is going."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from mensajeria.client.connection import Connection
from mensajeria.client.happenings import (
    Described,
    Happening,
    Joined,
    Lost,
    Renamed,
    Said,
    Typing,
    Unreachable,
    Welcomed,
)
from mensajeria.client.model import Model
from mensajeria.client.preferences import Preferences
from mensajeria.client.remembered import remember, remember_server
from mensajeria.client.rooms.room import Room
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.rooms.talk import Talk
from mensajeria.client.rooms.writers import Writers
from mensajeria.languages import _


class Server:
    """Without a connection it is nowhere, and its rooms are empty: so the screen begins."""

    def __init__(self, now: Callable[[], datetime], preferences: Preferences) -> None:
        self.connection: Connection | None = None
        self.talk: Talk | None = None
        self.rooms = Rooms(self._model, now)
        self.trouble = ""
        """Why there is no connection; "" while there is one."""
        self._nobody = Model("")
        self._preferences = preferences
        self._writers = Writers()
        self._asked_who = ""

    def _model(self) -> Model:
        return self.connection.session.model if self.connection else self._nobody

    @property
    def waiting(self) -> int:
        """Lines that are kept for the next connection."""
        return self.connection.waiting if self.connection else 0

    def begin(self, connection: Connection) -> None:
        """This is the connection from now on."""
        self.connection, self.talk = connection, Talk(connection, self.rooms)
        self.trouble = _("Connecting to {0}…").format(connection.address)

    # What is heard

    def heard(self, happening: Happening) -> None:
        """Something happened on the connection."""
        if self.talk is None or self.connection is None:
            return
        self.talk.heard(happening)
        if isinstance(happening, (Typing, Said)):
            self._writers.heard(happening, time.monotonic())
        elif isinstance(happening, Joined) and happening.mine:
            room = self.rooms.open(happening.channel)
            room.muted = self.rooms.features.fold(room.name) in self._preferences.muted
        elif isinstance(happening, (Lost, Unreachable)):
            self.trouble = _("{why} Connecting again.").format(why=happening.why)
        elif isinstance(happening, Welcomed):
            self.trouble = ""
        if isinstance(happening, (Welcomed, Renamed)):
            remember(self.connection.identity.nick)
            remember_server(self.connection.address)

    def answers(self, happening: Happening) -> Described | None:
        """What was asked by `ask_who`, once it comes; it is written into no room."""
        if not isinstance(happening, Described) or self._asked_who != happening.nick:
            return None
        self._asked_who = ""
        return happening

    # What is done

    def ask_who(self, nick: str) -> list[str]:
        """Ask the server who somebody is, for `answers`. Sentences, as when it is typed."""
        self._asked_who = nick
        return self.talk.typed(f"/whois {nick}") if self.talk is not None else []

    def mute(self, room: Room) -> None:
        """Call nobody to this room any more, or again."""
        room.muted = not room.muted
        muted = {*self._preferences.muted}
        self._preferences.muted = sorted(muted ^ {self.rooms.features.fold(room.name)})
        self._preferences.save()

    def look(self, *, watched: bool) -> None:
        """Somebody looks at the screen, or no longer does."""
        self.rooms.watched = watched
        if self.talk is not None:
            self.talk.seen()

    def tell_writing(self, text: str) -> None:
        """Let the others know that we write this."""
        if self.connection is not None and self.connection.is_open:
            self._writers.tell(self.connection.session, self.rooms.current, text, time.monotonic())
            self.connection.flush()

    def writers(self) -> list[str]:
        """Who else is writing in the room that is looked at."""
        return self._writers.in_room(self.rooms.current, time.monotonic())
