"""`Hub`: feeds the engine and empties its outboxes, one write per session and tick.

The one way to the engine: every input is stamped here. Everything here runs in the loop's thread.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mensajeria.engine.engine import Engine
from mensajeria.engine.inputs import Beat, Disconnected, Input, Room, Stored
from mensajeria.engine.session import Session
from mensajeria.net.browsers import Browsers
from mensajeria.net.gatekeeper import Gatekeeper
from mensajeria.net.limits import Limits
from mensajeria.net.stamps import Stamps

LINGER: Final = 1.0
"""Seconds in which one who was said goodbye to may take what is left to take, and hang up."""

NEXT_LOOK: Final = 0.05
"""Seconds after which those who have no room for more of an answer are asked again; in each tick,
many who do not read would be work for all."""

if TYPE_CHECKING:
    from mensajeria.net.caller import Caller
    from mensajeria.net.connection import Connection


class Hub:
    """Engine on one side, connections on the other. `clock`: seconds, never going back."""

    def __init__(
        self,
        engine: Engine,
        gatekeeper: Gatekeeper,
        loop: asyncio.AbstractEventLoop,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.engine = engine
        self.gatekeeper = gatekeeper
        self.loop = loop
        self.clock = clock
        self.now = clock()  # as of the last beat: good enough for time-outs
        self.browsers = Browsers()
        self.callers: dict[Caller, None] = {}  # all who were let in
        self.connections: dict[Session, Connection] = {}  # those that speak IRC
        self.congested = False  # nobody is read while it is
        self.winding_up = False
        self._stamps = Stamps(since=engine.settings.started)
        self._last_session = 0
        self._flush_is_coming = False
        self._look_is_coming = False  # after whoever has no room for more of an answer

    @property
    def limits(self) -> Limits:
        return self.gatekeeper.limits

    def next_session_id(self) -> int:
        self._last_session += 1
        return self._last_session

    def receive(self, item: Input) -> float:
        """Stamp the input and give it to the engine; what follows is sent at the end of the tick.

        Returns its flood cost.
        """
        if not self._flush_is_coming:
            self._flush_is_coming = True
            self.loop.call_soon(self.flush)
        return self.engine.receive(self._stamps.next(), item)

    def stored(self, error: str | None) -> None:
        """The journal is done with its batch: those who wait for it do not wait for a tick more."""
        self.receive(Stored(error))
        self.flush()

    def flush(self) -> None:
        """Commit what was gathered, and send whatever may be seen by now."""
        try:
            self.engine.commit()
        finally:
            self._flush_is_coming = False
            self._send()
        if self.engine.unfinished and not self._look_is_coming:
            self._give_more()
        if self.engine.resumed:
            self._resume()
        if self.engine.congested is not self.congested and not self.winding_up:
            self._set_congested(self.engine.congested)

    def _send(self) -> None:
        """One write for each session that was told something. The hottest loop of all."""
        connections = self.connections
        for session in self.engine.take_dirty():
            connection = connections.get(session)
            if connection is None:  # gone meanwhile
                continue
            outbox = session.outbox
            try:
                if outbox:
                    connection.write(connection.framed(outbox))
                    outbox.clear()
                if session.over:
                    connection.close()
            except Exception as error:  # as in `_theirs_alone`, which would be too slow here
                self.trouble(error)
                connection.transport.abort()

    def beat(self) -> None:
        """About once a second: let the engine and every caller know that time has passed."""
        self.now = self.clock()
        self.receive(Beat())
        for caller in list(self.callers):
            with self._theirs_alone(caller):
                caller.beat(self.now)

    def trouble(self, error: Exception) -> None:
        """A bug that concerns one connection only."""
        self.loop.call_exception_handler({"message": "in a connection", "exception": error})

    def disconnect(self, session: Session, reason: str) -> None:
        """The connection of this session is gone, or as good as gone. Once is enough."""
        if self.connections.pop(session, None) is not None:
            self.receive(Disconnected(session, reason))

    async def wind_up(self, reason: str, patience: float) -> None:
        """Send all that was said, then say goodbye to everybody and wait until they are gone.

        Each of the three takes no longer than `patience` seconds.
        """
        self.congested = True  # nobody is read any more
        self.winding_up = True
        await self._until(lambda: self.engine.settled, patience)
        for caller in list(self.callers):
            with self._theirs_alone(caller):
                caller.dismiss(reason)
        lingered = self.clock() + LINGER
        await self._until(lambda: not self._much_to_send(self.clock() < lingered), patience)
        for caller in list(self.callers):
            caller.transport.abort()
        await self._until(lambda: self.engine.settled and not self.callers, patience)

    def _much_to_send(self, lingering: bool) -> bool:
        """Whether anybody still takes what is for them, or may while they linger."""
        return any(lingering or each.transport.get_write_buffer_size() for each in self.callers)

    async def _until(self, condition: Callable[[], bool], patience: float) -> None:
        """Wait for something that is about to become true, or for so many seconds."""
        deadline = self.clock() + patience
        while not condition() and self.clock() < deadline:
            await asyncio.sleep(0.01)

    def _resume(self) -> None:
        """Let sessions that waited for something slow go on with the lines they sent meanwhile."""
        resumed, self.engine.resumed = self.engine.resumed, []
        for session in resumed:
            connection = self.connections.get(session)
            if connection is not None:
                with self._theirs_alone(connection):
                    connection.resume()

    def _give_more(self) -> None:
        """Let long answers go on, where what there is of them so far has been taken."""
        self._look_is_coming = False
        for session in list(self.engine.unfinished):
            connection = self.connections.get(session)
            if connection is not None and connection.has_room():
                self.receive(Room(session))
        if self.engine.unfinished:
            self._look_is_coming = True
            self.loop.call_later(NEXT_LOOK, self._give_more)

    def _set_congested(self, congested: bool) -> None:
        """The journal cannot keep up: nobody is read until it has."""
        self.congested = congested
        for connection in list(self.connections.values()):
            with self._theirs_alone(connection):
                connection.go_on()

    @contextmanager
    def _theirs_alone(self, caller: Caller) -> Iterator[None]:
        """What goes wrong with one connection ends that one, not what is done for all."""
        try:
            yield
        except Exception as error:
            self.trouble(error)
            caller.transport.abort()
