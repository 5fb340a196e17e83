"""`Servers`: those that somebody is on at the same time, and the one that is looked at.

Each has a connection of its own; what becomes of one is nothing to the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mensajeria.client.beginning import Beginning
from mensajeria.client.connection import Connection, GaveUp
from mensajeria.client.happenings import Happening
from mensajeria.client.open_servers import MOST_SERVERS, keep
from mensajeria.client.questions import Questions
from mensajeria.client.remembered import names_us, remember, remember_server
from mensajeria.client.rooms.room import Room
from mensajeria.client.tui import questions
from mensajeria.client.tui.server import Server
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


class Servers:
    """In the order in which they were opened; there is always one, be it nowhere."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._opened = 0
        self._running: set[Server] = set()
        self._leaving = False
        self.watched = True
        """Whether somebody looks at the screen."""
        self.follows = True
        """Whether the latest is what is on it."""
        self.here = self._new()
        self.here.look(here=True, watched=True)
        self.all = [self.here]

    def __iter__(self) -> Iterator[Server]:
        return iter(self.all)

    @property
    def are_several(self) -> bool:
        return len(self.all) > 1

    @property
    def are_full(self) -> bool:
        return len(self.all) >= MOST_SERVERS

    def rooms(self) -> list[tuple[Server, Room]]:
        """All of them, in the order in which they are listed."""
        return [(server, room) for server in self.all for room in server.rooms]

    def numbered(self, number: int) -> Server | None:
        return next((server for server in self.all if server.number == number), None)

    def at(self, address: str) -> Server | None:
        """The one with this address."""
        found = (server for server in self.all if server.address.lower() == address.lower())
        return next(found, None)

    def name_of(self, server: Server) -> str:
        """By what to call it: its network's name, unless another has the same; "" for nowhere."""
        names = [each.name.casefold() for each in self.all]
        return server.address if names.count(server.name.casefold()) > 1 else server.name

    # Coming and going

    def open(self, beginning: Beginning, connect: Callable[[Beginning], Connection]) -> Server:
        """Be on one more from now on; the one that was nowhere is it first."""
        connection = connect(beginning)
        server = self.here if self.here.connection is None else self._new()
        if server is not self.here:
            self.all.append(server)
        connection.listener = lambda happening: self._heard(server, happening)
        connection.questions = Questions(
            lambda nick, why: questions.ask_name(self._face, server, nick, why),
            lambda why: questions.ask_password(self._face, server, why),
            lambda account, why: questions.ask_login(self._face, server, account, why),
        )
        talk = server.begin(connection, beginning.invitation)
        talk.key_wanted = lambda channel, wrong: self._ask_key(server, channel, wrong)
        self.stay(server)
        return server

    def _ask_key(self, server: Server, channel: str, wrong: str) -> None:
        self._face.run_worker(questions.ask_key(self._face, server, channel, wrong))

    def stay(self, server: Server) -> None:
        """Be connected, or try once more."""
        server.connects()
        self._running.add(server)
        self._face.run_worker(self._stay(server))
        self._face.refresh_lists()

    def close(self, server: Server, reason: str = "") -> None:
        """Be on this one no longer; the one above is looked at instead."""
        place = self.all.index(server)
        self.all.remove(server)
        if not self.all:
            self.all.append(self._new())
        if server is self.here:
            self.look_at(self.all[max(0, place - 1)])
        server.quit(reason)
        if server.connection is not None:
            server.connection.listener = lambda _happening: None

    def leave(self, reason: str = "") -> None:
        """End, with a word to each. Calling it again waits for none of them."""
        if not self._leaving:
            wanted = self._face.preferences.reopen
            keep([server.as_it_is() for server in self.all if server.connection] if wanted else [])
        self._leaving = True
        for server in self._running:
            server.quit(reason)
        self._end_after_the_last()

    def look_at(self, server: Server) -> None:
        """This is the one on the screen from now on."""
        if server is not self.here:
            self.here.look(here=False, watched=self.watched)
            self.here.rooms.current.left()
            self.here = server
        server.look(here=True, watched=self.watched and self.follows)

    def watch(self, *, watched: bool) -> None:
        """The window is in front of others now, or no longer is."""
        self.watched = watched
        self.here.look(here=True, watched=watched and self.follows)

    def follow(self, *, follows: bool) -> None:
        """The latest is on the screen, or what was said before."""
        if follows is not self.follows:
            self.follows = follows
            self.here.look(here=True, watched=self.watched and follows)

    def _new(self) -> Server:
        self._opened += 1
        server = Server(self._opened, self._face.now, self._face.preferences)
        server.rooms.watched = False
        server.rooms.listed = self._face.refresh_lists
        server.rooms.called = self._face.attention.called
        return server

    # Being there

    async def _stay(self, server: Server) -> None:
        """Be connected until somebody leaves or there is no use in going on."""
        assert server.connection is not None
        why = ""
        try:
            await server.connection.run()
        except GaveUp as error:
            why = str(error)
        finally:
            self._running.remove(server)
        if why and not self._leaving:
            await self._gave_up(server, why)
        self._end_after_the_last()

    async def _gave_up(self, server: Server, why: str) -> None:
        """With nothing else on the screen it is asked what to do; else it can wait."""
        server.trouble, server.has_ended = why, True
        if self.are_several or server is not self.here:
            server.rooms.note(server.rooms.server, why)
            server.trouble = _("{why} /connect tries again, /disconnect ends it.").format(why=why)
        elif await questions.tries_again(self._face, why):
            self.stay(server)
        else:
            self._face.give_up(why)
        self._face.refresh_lists()

    def _end_after_the_last(self) -> None:
        """Those that wait for an answer will have none."""
        if self._leaving and all(server.asks for server in self._running):
            self._face.end()

    def _heard(self, server: Server, happening: Happening) -> None:
        if names_us(happening) and server is self.all[0]:
            assert server.connection is not None
            remember(server.connection.identity.nick)
            remember_server(server.connection.address)
        self._face.heard(server, happening)
