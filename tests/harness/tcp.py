"""The real server of `mensajeria.net` on loopback, in a thread, and clients with plain sockets.

No sleeps: after each line a client sends PING and waits for its PONG. Since the engine releases
everything in the order in which it came, whatever the line had to cause has happened by then.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Final

from mensajeria.engine.engine import Engine
from mensajeria.engine.inputs import Answered, Reconfigured
from mensajeria.engine.questions import Question
from mensajeria.engine.settings import Settings
from mensajeria.net.doors import Door
from mensajeria.net.gatekeeper import Gatekeeper
from mensajeria.net.hub import Hub
from mensajeria.net.limits import Limits
from mensajeria.net.listener import DOORS, listen
from mensajeria.storage.memory import MemoryJournal
from tests.harness.answers import answered

PATIENCE: Final = 20.0
"""Seconds after which a test gives up; nothing here waits for time to pass."""


class Surroundings:
    """Compares passwords plainly and has no configuration to read."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.hub: Hub | None = None
        self.journal: MemoryJournal | None = None

    def ask(self, ticket: int, question: Question[Any]) -> None:
        assert self.journal is not None
        self._answer(answered(ticket, question, self.journal.events))

    def reconfigure(self, ticket: int) -> None:
        self._answer(Reconfigured(None, "nothing to read", ticket))

    def _answer(self, item: Answered | Reconfigured) -> None:
        assert self.hub is not None
        self._loop.call_soon(self.hub.receive, item)


class Tcp:
    """A `Transport`: one server, which ends with `stop`."""

    doors: Sequence[Door] = DOORS

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._note)
        self._troubles: list[dict[str, Any]] = []
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = self._listening.getsockname()
        self._clients: list[TcpClient] = []
        self._wait(self._start())

    def open(self) -> TcpClient:
        client = TcpClient(self)
        self._clients.append(client)
        return client

    def stop(self) -> None:
        """Say goodbye to everybody. Fails if there was trouble that no client was told of."""
        self._wait(self._hub.wind_up("The server ends", 0))
        for client in self._clients:
            client.close()
        self._wait(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()
        assert not self._troubles, self._troubles

    def connect(self) -> socket.socket:
        """A new socket, which sends each line at once."""
        made = socket.create_connection(self.address, timeout=PATIENCE)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def wait_for_departure_of(self, number: int) -> None:
        """Until no more than so many callers are left."""
        self._wait(self._departure(number))

    @property
    def callers(self) -> int:
        return len(self._hub.callers)

    async def _start(self) -> None:
        surroundings = Surroundings(self._loop)
        journal = surroundings.journal = MemoryJournal(
            lambda error: self._loop.call_soon(self._hub.stored, error), keep=None
        )
        engine = Engine(self._settings, journal, surroundings)
        gatekeeper = Gatekeeper("lan", Limits(throttle=False))
        self._hub = surroundings.hub = Hub(engine, gatekeeper, self._loop)
        self._servers = await listen(self._hub, [self._listening], self.doors)

    async def _end(self) -> None:
        for server in self._servers:
            server.close()

    async def _departure(self, number: int) -> None:
        while len(self._hub.callers) > number:
            await asyncio.sleep(0)
        self._hub.flush()

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        future: Future[None] = asyncio.run_coroutine_threadsafe(work, self._loop)
        future.result(PATIENCE)

    def _note(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self._troubles.append(context)


class TcpClient:
    """A `Connection` over a socket."""

    def __init__(self, server: Tcp) -> None:
        self._server = server
        self._socket = server.connect()
        self._stream = self._socket.makefile("rb")
        self._fences = 0
        self._lines: list[str] = []
        self.closed = False

    def send(self, line: str) -> None:
        self._write(line)
        self._fence()

    def seen(self) -> list[str]:
        self._fence()
        lines, self._lines = self._lines, []
        return lines

    def drop(self) -> None:
        before = self._server.callers
        self.close()
        self._server.wait_for_departure_of(before - 1)

    def close(self) -> None:
        self.closed = True
        self._stream.close()
        self._socket.close()

    def _fence(self) -> None:
        if self.closed:
            return
        self._fences += 1
        token = f"fence-{self._fences}"
        self._write(f"PING {token}")
        for line in self._until_closed():
            if " PONG " in line and line.endswith(f" {token}"):
                return
            self._lines.append(line)

    def _until_closed(self) -> Iterator[str]:
        while True:
            try:
                data = self._stream.readline()
            except ConnectionError:
                data = b""
            if not data:
                self.closed = True
                return
            yield data.decode().removesuffix("\r\n")

    def _write(self, line: str) -> None:
        with suppress(ConnectionError):  # what they still said will be read
            self._socket.sendall(f"{line}\r\n".encode())
