"""A loop and a transport in which nothing happens by itself."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from mensajeria.engine.engine import Engine
from mensajeria.engine.settings import Settings
from mensajeria.net.caller import Peer
from mensajeria.net.connection import Connection
from mensajeria.net.gatekeeper import Gatekeeper
from mensajeria.net.hub import Hub
from mensajeria.net.limits import Limits
from mensajeria.net.stream import StreamConnection
from mensajeria.storage.memory import MemoryJournal


class Timer:
    """What `call_later` gives; `fire` is time passing."""

    def __init__(self, delay: float, act: Callable[[], object]) -> None:
        self.delay = delay
        self.fire = act
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Loop:
    """Remembers what it is asked for; `tick` does what is due now."""

    def __init__(self) -> None:
        self.soon: list[Callable[[], object]] = []
        self.timers: list[Timer] = []
        self.trouble: list[dict[str, Any]] = []

    def call_soon(self, act: Callable[[], object]) -> None:
        self.soon.append(act)

    def call_later(self, delay: float, act: Callable[[], object]) -> Timer:
        self.timers.append(Timer(delay, act))
        return self.timers[-1]

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        self.trouble.append(context)

    def tick(self) -> None:
        while self.soon:
            due, self.soon = self.soon, []
            for act in due:
                act()


class Transport:
    """Keeps each write; `broken` makes the next ones raise. `unsent`: bytes that nobody takes,
    and `looks` how often somebody has asked for that."""

    def __init__(self) -> None:
        self.writes: list[bytes] = []
        self.protocol: Any = None
        self.reading = True
        self.ended = ""
        self.high = 0
        self.broken = False
        self.unsent = 0
        self.looks = 0

    def write(self, data: bytes) -> None:
        if self.broken:
            raise RuntimeError("a bug of this transport")
        self.writes.append(data)

    def set_write_buffer_limits(self, high: int) -> None:
        self.high = high

    def set_protocol(self, protocol: object) -> None:
        self.protocol = protocol

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True

    def write_eof(self) -> None:
        self.ended = "eof"

    def close(self) -> None:
        self.ended = "closed"

    def abort(self) -> None:
        self.ended = "aborted"

    def is_closing(self) -> bool:
        return self.ended in ("closed", "aborted")

    def get_write_buffer_size(self) -> int:
        self.looks += 1
        return self.unsent


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class House:
    """A hub with its engine, a journal that stores when told to, and connections by hand."""

    def __init__(self, limits: Limits | None = None, *, at_once: bool = True) -> None:
        self.loop = Loop()
        self.clock = Clock()
        self.journal = MemoryJournal(lambda error: self.hub.stored(error), at_once=at_once)
        surroundings: Any = None
        engine = Engine(Settings(), self.journal, surroundings)
        gatekeeper = Gatekeeper("lan", limits or Limits(), self.clock)
        loop: Any = self.loop
        self.hub = Hub(engine, gatekeeper, loop, self.clock)

    def connect(self) -> tuple[Connection, Transport]:
        address = ip_address("127.0.0.1")
        peer = Peer(address, self.hub.gatekeeper.admit(address), self.clock())
        connection, transport = StreamConnection(self.hub, peer), Transport()
        made: Any = transport
        connection.take_over(made)
        return connection, transport

    def enter(self, nick: str) -> tuple[Connection, Transport]:
        """Somebody who is in #general; what they were told so far is forgotten."""
        connection, transport = self.connect()
        connection.data_received(f"NICK {nick}\r\nUSER {nick} 0 * :{nick}\r\n".encode())
        self.loop.tick()
        transport.writes.clear()
        return connection, transport
