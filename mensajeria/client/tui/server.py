"""`Server`: one that we are on, or want to be: its connection, its rooms, and how it is going."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from mensajeria.client.address import Invitation, ServerAddress
from mensajeria.client.beginning import Beginning
from mensajeria.client.connection import Connection
from mensajeria.client.happenings import (
    Described,
    Happening,
    Joined,
    Kicked,
    Left,
    Lost,
    Refused,
    Said,
    Typing,
    Unreachable,
    Welcomed,
)
from mensajeria.client.last_channels import keep_channels
from mensajeria.client.model import Model
from mensajeria.client.preferences import Preferences
from mensajeria.client.rooms.room import Room
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.rooms.talk import Talk
from mensajeria.client.rooms.writers import Writers
from mensajeria.client.tui.logbook import Logbook
from mensajeria.languages import _


class Server:
    """Without a connection it is nowhere, and its rooms are empty: so the screen begins.

    `number` tells it from the others for as long as the program runs.
    """

    def __init__(self, number: int, now: Callable[[], datetime], preferences: Preferences) -> None:
        self.number = number
        self.connection: Connection | None = None
        self.talk: Talk | None = None
        self.rooms = Rooms(self._model, now)
        self.rooms.made = self._made
        self.rooms.ignores = self.ignores
        self.rooms.words = lambda: preferences.words
        self.trouble = ""
        """Why there is no connection; "" while there is one."""
        self.has_ended = False
        """There was no use in trying on."""
        self.asks = False
        """It cannot go on until somebody has answered a question."""
        self._looked_at = asyncio.Event()
        self._invitation = Invitation(ServerAddress())
        self._nobody = Model("")
        self._preferences = preferences
        self._writers = Writers()
        self._logbook = Logbook(now)
        self._asked_who = ""
        self._kept: tuple[str, ...] | None = None  # the channels for the next start

    def _model(self) -> Model:
        return self.connection.session.model if self.connection else self._nobody

    @property
    def address(self) -> str:
        """As a person writes it; "" for nowhere."""
        return str(self.connection.address) if self.connection else ""

    @property
    def name(self) -> str:
        """What it calls its network, else its host; "" for nowhere."""
        host = self.connection.address.host if self.connection else ""
        return self.rooms.features.network or host

    @property
    def waiting(self) -> int:
        """Lines that are kept for the next connection."""
        return self.connection.waiting if self.connection else 0

    def begin(self, connection: Connection, invitation: Invitation) -> Talk:
        """This is the connection from now on, to where the invitation leads."""
        self.connection = connection
        self.talk = talk = Talk(connection, self.rooms)
        self._invitation = invitation
        self.connects()
        return talk

    def as_it_is(self) -> Beginning:
        """How to come here again: as whom, and into which channels. Only for a server somewhere."""
        assert self.connection is not None
        channels = tuple(name for name, _key in self.connection.channels)
        return Beginning(self.connection.identity.nick, self._invitation, channels)

    def connects(self) -> None:
        """A connection is being made."""
        self.has_ended = False
        self.trouble = _("Connecting to {0}…").format(self.address)

    def try_code(self, password: str) -> None:
        """What to answer when it asks, from now on; "" for nothing else than before."""
        if self.connection is not None and password:
            self.connection.identity.password = password

    def quit(self, reason: str = "") -> None:
        self.tell_read()
        if self.connection is not None:
            self.connection.quit(reason)

    def tell_read(self) -> None:
        """Let our other devices know what was read here."""
        if self.talk is not None:
            self.talk.read()

    # What is heard

    def heard(self, happening: Happening) -> None:
        """Something happened on the connection."""
        if self.talk is None:
            return
        self.talk.heard(happening)
        hidden = isinstance(happening, (Typing, Said)) and self.ignores(happening.by)
        if self._preferences.log and not hidden:
            self._write_down(happening)
        if isinstance(happening, (Typing, Said)) and not hidden:
            self._writers.heard(happening, time.monotonic())
        elif isinstance(happening, (Lost, Unreachable)):
            self._writers.forget()
            self.trouble = _("{why} Connecting again.").format(why=happening.why)
        elif isinstance(happening, Welcomed):
            self.trouble = ""
        elif isinstance(happening, (Joined, Left, Kicked, Refused)):
            self._keep_channels(happening)

    def _keep_channels(self, happening: Joined | Left | Kicked | Refused) -> None:
        """For the next start here. At once, since nobody knows how the program will end; who came
        in nowhere may try the same again.
        """
        assert self.connection is not None
        counts = self._kept is not None if isinstance(happening, Refused) else happening.mine
        channels = tuple(name for name, _key in self.connection.channels)
        if counts and channels != self._kept:
            self._kept = channels
            keep_channels(self.connection.address, channels)

    def _write_down(self, happening: Happening) -> None:
        model = self.rooms.model
        why = self._logbook.write(self.address, model.nick, model.features, happening)
        if why:
            told = _("What is said cannot be written into files: {0}.").format(why)
            self.rooms.note(self.rooms.current, told)

    def _made(self, room: Room) -> None:
        folded = self.rooms.fold(room.name)
        room.muted = self._preferences.is_muted(self.address, folded)

    def answers(self, happening: Happening) -> Described | None:
        """What was asked by `ask_who`, once it comes; it is written into no room."""
        fold = self.rooms.fold
        if not isinstance(happening, Described) or fold(self._asked_who) != fold(happening.nick):
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
        folded = self.rooms.fold(room.name)
        self._preferences.mute(self.address, folded, muted=room.muted)

    def ignores(self, nick: str) -> bool:
        """Whether nothing is to be seen of somebody."""
        return self._preferences.is_ignored(self.address, self.rooms.fold(nick))

    def ignored(self) -> list[str]:
        """Those of whom nothing is to be seen here, folded."""
        return self._preferences.ignored_on(self.address)

    def ignore(self, nick: str, *, ignored: bool) -> None:
        """See nothing of what somebody says from now on, nor said before; or again."""
        folded = self.rooms.fold(nick)
        self._preferences.ignore(self.address, folded, ignored=ignored)
        self.rooms.show(nick, ignored=ignored)

    def turn_to(self, room: Room) -> None:
        """This room is what there is to be seen of this server."""
        if self.talk is not None:
            self.talk.look_at(room)

    def look(self, *, here: bool, watched: bool) -> None:
        """Whether this server is what is on the screen, and somebody looks at that."""
        was_watched, self.rooms.watched = self.rooms.watched, here and watched
        if self.talk is not None and (was_watched or self.rooms.watched):
            self.talk.seen()
        (self._looked_at.set if here else self._looked_at.clear)()

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[None]:
        """Meanwhile it cannot go on."""
        self.asks = True
        self.rooms.listed()
        try:
            yield
        finally:
            self.asks = False
            self.rooms.listed()

    async def is_looked_at(self) -> None:
        """Wait until this server is what is on the screen."""
        await self._looked_at.wait()

    def tell_writing(self, text: str) -> None:
        """Let the others know that we write this."""
        if self.connection is not None and self.connection.is_open:
            self._writers.tell(self.connection.session, self.rooms.current, text, time.monotonic())
            self.connection.flush()

    def writers(self) -> list[str]:
        """Who else is writing in the room that is looked at."""
        return self._writers.in_room(self.rooms.current, time.monotonic())
