"""One press of Ctrl-C is one, however many signals it makes; another one is another."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator

import pytest

from mensajeria.app import stopping
from mensajeria.app.stopping import IMPATIENT, ONE_PRESS, Stop


class Exited(Exception):
    pass


class Loop(asyncio.SelectorEventLoop):
    """A loop that knows no signals, as on Windows, and whose time is moved by hand."""

    now = 100.0

    def time(self) -> float:
        return self.now

    def add_signal_handler(self, *_: object) -> None:
        raise NotImplementedError


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loop]:
    def leave(code: int) -> None:
        raise Exited(code)

    monkeypatch.setattr(os, "_exit", leave)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    loop = Loop()
    yield loop
    loop.close()
    for number, handler in before.items():
        signal.signal(number, handler)


def test_signals_close_to_each_other_are_one(loop: Loop) -> None:
    stop = Stop(loop)
    stop.ask()
    loop.now += ONE_PRESS / 2
    stop.ask()
    loop.run_until_complete(stop.wait())


def test_a_second_press_ends_the_process(loop: Loop) -> None:
    stop = Stop(loop)
    stop.ask()
    loop.now += ONE_PRESS * 2
    with pytest.raises(Exited) as exited:
        stop.ask()
    assert exited.value.args == (IMPATIENT,)


@pytest.mark.skipif(sys.platform == "win32", reason="raising SIGINT there ends the tests")
def test_a_loop_that_knows_no_signals_hears_them_too(loop: Loop) -> None:
    stop = Stop(loop)
    signal.raise_signal(signal.SIGINT)
    loop.run_until_complete(stop.wait())


def test_the_module_asks_for_the_signals_that_the_platform_has(loop: Loop) -> None:
    Stop(loop)
    assert signal.getsignal(signal.SIGTERM) not in (signal.SIG_DFL, signal.SIG_IGN)
    assert stopping.IMPATIENT == 128 + signal.SIGINT
