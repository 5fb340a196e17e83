"""What becomes of accept(2)'s failures: one line, one second, and nobody is forgotten."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable
from typing import Any

from mensajeria.net.accepting import AT_ONCE, BREATHER, SelectorAcceptor
from tests.unit.net.fakes import Loop


class Listening:
    """A socket whose accept(2) gives these, one after the other, then nothing for now."""

    def __init__(self, *given: object) -> None:
        self.given = list(given)
        self.closed = False

    def accept(self) -> tuple[object, str]:
        one = self.given.pop(0) if self.given else BlockingIOError()
        if isinstance(one, OSError):
            raise one
        return one, "somebody"

    def setblocking(self, _blocking: bool) -> None: ...

    def listen(self, _backlog: int) -> None: ...

    def close(self) -> None:
        self.closed = True


class SelectorLoop(Loop):
    """Has readers as a selector loop does; `made` are the connections that got a protocol."""

    def __init__(self) -> None:
        super().__init__()
        self.read: Callable[[], object] = list
        self._reading = False

    def is_reading(self) -> bool:
        return self._reading

    def add_reader(self, _socket: object, act: Callable[[], object]) -> None:
        self.read = act
        self._reading = True

    def remove_reader(self, _socket: object) -> None:
        self._reading = False


class Acceptor(SelectorAcceptor):
    """Only notes what it would make a connection of."""

    def __init__(self, loop: SelectorLoop, listening: Listening) -> None:
        self.made: list[object] = []
        there: Any = (loop, listening, asyncio.Protocol)
        super().__init__(*there)

    def _make(self, accepted: object) -> None:
        self.made.append(accepted)


def run(*given: object) -> tuple[SelectorLoop, Listening, Acceptor]:
    loop, listening = SelectorLoop(), Listening(*given)
    acceptor = Acceptor(loop, listening)
    loop.read()
    return loop, listening, acceptor


def test_all_that_wait_are_accepted() -> None:
    loop, _, acceptor = run("a", "b", "c")
    assert acceptor.made == ["a", "b", "c"]
    assert loop.is_reading()


def test_one_that_was_gone_already_stops_nobody() -> None:
    assert run("a", ConnectionAbortedError(), "c")[2].made == ["a", "c"]


def test_others_get_their_turn_between_very_many() -> None:
    assert len(run(*range(3 * AT_ONCE))[2].made) == AT_ONCE


def test_without_open_files_it_waits_and_tries_once_more() -> None:
    loop, listening, acceptor = run("a", OSError(errno.EMFILE, "Too many open files"), "c")
    assert acceptor.made == ["a"]
    assert not loop.is_reading()
    assert [context["message"] for context in loop.trouble] == [
        "cannot accept connections (EMFILE)"
    ]
    (timer,) = loop.timers
    assert timer.delay == BREATHER
    timer.fire()
    assert loop.is_reading()
    loop.read()
    assert acceptor.made == ["a", "c"]
    assert len(loop.timers) == 1
    assert not listening.closed


def test_closing_while_it_waits() -> None:
    loop, listening, acceptor = run(OSError(errno.ENFILE, "x"))
    acceptor.close()
    assert loop.timers[0].cancelled
    assert listening.closed
