"""A server on a free loopback port, in a thread of this process, whose clock is moved by hand.

Clients are plain blocking sockets. Nothing here waits for time to pass: reading blocks until what
is expected has come, and gives up after `PATIENCE`.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from ipaddress import ip_network
from typing import Any, Final, TypeVar

from mensajeria.engine.engine import Engine
from mensajeria.engine.inputs import Answered, Input, Reconfigured
from mensajeria.engine.questions import Question
from mensajeria.engine.settings import Settings
from mensajeria.net.doors import Door
from mensajeria.net.gatekeeper import Access, Gatekeeper
from mensajeria.net.hub import Hub
from mensajeria.net.limits import Limits
from mensajeria.net.listener import DOORS, listen
from mensajeria.storage.memory import MemoryJournal
from tests.harness.answers import answered

PATIENCE: Final = 20.0
"""Seconds after which a test gives up."""

NewLoop = Callable[[], asyncio.AbstractEventLoop]
T = TypeVar("T")


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Surroundings:
    """Answers what is asked: at once, or in `answer` if `by_hand`. Reads no configuration."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.by_hand = False
        self.asked: list[Answered] = []
        self.receive: Callable[[Input], object] = print  # the hub's, as soon as there is one

    def ask(self, ticket: int, question: Question[Any]) -> None:
        self.asked.append(answered(ticket, question))
        if not self.by_hand:
            self._loop.call_soon(self.answer)

    def reconfigure(self, ticket: int) -> None:
        self._loop.call_soon(lambda: self.receive(Reconfigured(None, "nothing to read", ticket)))

    def answer(self) -> None:
        self.receive(self.asked.pop(0))


class Serving:
    """One server. `trouble` is what no client was told of; `stop` fails if there was any."""

    def __init__(
        self,
        new_loop: NewLoop,
        settings: Settings | None = None,
        limits: Limits | None = None,
        access: Access = "lan",
        *,
        at_once: bool = True,
        doors: Sequence[Door] = DOORS,
        proxies: Sequence[str] = (),
    ) -> None:
        self.loop = new_loop()
        self.loop.set_exception_handler(lambda _loop, context: self.trouble.append(context))
        self.trouble: list[dict[str, Any]] = []
        self.clock = Clock()
        self.surroundings = Surroundings(self.loop)
        self.journal = MemoryJournal(lambda error: self.hub.stored(error), at_once=at_once)
        engine = Engine(settings or Settings(), self.journal, self.surroundings)
        gatekeeper = Gatekeeper(
            access,
            limits or Limits(throttle=False),
            self.clock,
            [ip_network(each) for each in proxies],
        )
        self.hub = Hub(engine, gatekeeper, self.loop, self.clock)
        self.surroundings.receive = self.hub.receive
        self._clients: list[Client] = []
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.address: tuple[str, int] = self._listening.getsockname()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self._servers = self.run(listen(self.hub, [self._listening], doors))

    # Its clients

    def connect(self, *, receive_buffer: int = 0) -> Client:
        """A connection that has said nothing yet."""
        client = Client(self.address, receive_buffer)
        self._clients.append(client)
        return client

    def enter(self, *nicks: str) -> list[Client]:
        """Clients with these nicks, which have read everything sent to them so far."""
        clients = [self.connect() for _ in nicks]
        for nick, client in zip(nicks, clients, strict=True):
            client.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
            client.sync()
        for client in clients:
            client.sync()
        return clients

    # Its inside

    def call(self, act: Callable[[], T]) -> T:
        """What `act` gives when called in the server's thread."""

        async def inside() -> T:
            return act()

        return self.run(inside())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def store(self) -> None:
        """With `at_once=False`: store all that waits, and what comes of that."""
        while not self.call(lambda: self.hub.engine.settled):
            self.call(self.journal.sync)

    def store_from_now_on(self) -> None:
        """With `at_once=False`: from now on, store whatever waits once in each tick."""

        def sync() -> None:
            self.journal.sync()
            self.loop.call_soon(sync)

        self.call(sync)

    def pass_time(self, seconds: float) -> None:
        """Let so many seconds pass, and the server notice."""
        self.clock.now += seconds
        self.call(self.hub.beat)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Until something holds that is about to, looked at once in each tick."""

        async def watch() -> None:
            while not condition():
                await asyncio.sleep(0)

        self.run(asyncio.wait_for(watch(), PATIENCE))

    def stop(self) -> None:
        for server in self._servers:
            self.loop.call_soon_threadsafe(server.close)
        self.store()
        self.run(self.hub.wind_up("The server ends", 0))
        for client in self._clients:
            client.close()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE)
        self.loop.close()
        self._listening.close()
        assert not self.trouble, self.trouble


class Client:
    """One connection, without knowledge of IRC but for PING."""

    def __init__(self, address: tuple[str, int], receive_buffer: int = 0) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect(address)
        self._stream = self.socket.makefile("rb")
        self._fences = 0

    def start_tls(self, context: ssl.SSLContext) -> None:
        """Shake hands, and talk inside TLS from now on."""
        self._stream.close()
        self.socket = context.wrap_socket(self.socket, server_hostname="localhost")
        self._stream = self.socket.makefile("rb")

    def send(self, *lines: str) -> None:
        self.raw("".join(f"{line}\r\n" for line in lines).encode())

    def raw(self, data: bytes) -> None:
        """Send these bytes; if the server has closed, what it said will be read."""
        with suppress(ConnectionError):
            self.socket.sendall(data)

    def line(self) -> str:
        """The next line; "" once the server has closed."""
        try:
            return self._stream.readline().decode().removesuffix("\r\n")
        except ConnectionError:
            return ""

    def until(self, text: str) -> list[str]:
        """The lines up to the first that has `text` in it, which must come."""
        lines = []
        for line in iter(self.line, ""):
            lines.append(line)
            if text in line:
                return lines
        raise AssertionError(f"closed before {text!r}: {lines}")

    def sync(self) -> list[str]:
        """The lines that come before everything sent so far has had its effect."""
        self._fences += 1
        self.send(f"PING fence-{self._fences}")
        return self.until(f"fence-{self._fences}")[:-1]

    def rest(self) -> list[str]:
        """All lines up to the end, which must come."""
        return list(iter(self.line, ""))

    def all(self) -> bytes:
        """Everything up to the end, for what does not speak IRC."""
        return self._stream.read()

    def hang_up(self) -> None:
        """Say that nothing more will be sent."""
        self.socket.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Vanish as a program does that is killed with unread input: RST, no FIN."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.close()

    def close(self) -> None:
        self._stream.close()
        self.socket.close()


def numbers(lines: list[str], before: str) -> Iterator[int]:
    """What follows `before` in those lines that have it."""
    for line in lines:
        _front, found, number = line.rpartition(before)
        if found:
            yield int(number)
