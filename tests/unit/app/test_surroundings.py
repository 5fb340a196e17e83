"""Slow questions are answered as inputs, in the loop's thread, after the question was asked."""

from __future__ import annotations

import asyncio
import threading

import pytest

from mensajeria.app import surroundings
from mensajeria.app.hashing import hash_password
from mensajeria.app.surroundings import Threads
from mensajeria.engine.history import History
from mensajeria.engine.inputs import Answered, Input, Reconfigured
from mensajeria.engine.questions import Matches


async def answers(count: int, *, secret: str = "", password: str = "") -> list[Input]:
    """What comes of `count` questions, with the thread that each comes in being this one."""
    heard: asyncio.Queue[Input] = asyncio.Queue()
    here = threading.get_ident()

    def receive(item: Input) -> None:
        assert threading.get_ident() == here
        heard.put_nowait(item)

    threads = Threads(asyncio.get_running_loop(), receive, lambda: Reconfigured(None, "why"))
    for ticket in range(1, count + 1):
        if secret:
            threads.ask(ticket, Matches(secret, password))
        else:
            threads.reconfigure(ticket)
    assert heard.empty()
    got = [await asyncio.wait_for(heard.get(), 20) for _ in range(count)]
    threads.close()
    return got


@pytest.mark.parametrize(("password", "matches"), [("secreto", True), ("secret", False)])
def test_passwords(password: str, matches: bool) -> None:
    for secret in ("secreto", hash_password("secreto")):
        got = asyncio.run(answers(3, secret=secret, password=password))
        assert sorted(got, key=str) == [Answered(n, matches) for n in (1, 2, 3)]


def test_reading_the_configuration_again() -> None:
    assert asyncio.run(answers(1)) == [Reconfigured(None, "why", 1)]


def test_a_bug_in_reading_it_is_an_answer_too(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever asked for it waits."""

    def broken() -> Reconfigured:
        raise KeyError("oh")

    async def scene() -> Input:
        heard: asyncio.Queue[Input] = asyncio.Queue()
        threads = Threads(asyncio.get_running_loop(), heard.put_nowait, broken)
        threads.reconfigure(7)
        got = await asyncio.wait_for(heard.get(), 20)
        threads.close()
        return got

    wrong = "Something went wrong here; it has been noted"
    assert asyncio.run(scene()) == Reconfigured(None, wrong, 7)
    assert "could not read the configuration again" in caplog.text


def test_what_was_not_begun_is_forgotten_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Barrier(surroundings.THREADS + 1), threading.Event()

    def slow(_secret: str, _password: str) -> bool:
        begun.wait(20)
        return go_on.wait(20)

    monkeypatch.setattr(surroundings, "matches", slow)

    async def scene() -> int:
        heard: list[Input] = []
        threads = Threads(asyncio.get_running_loop(), heard.append, lambda: Reconfigured(None))
        for ticket in range(10):
            threads.ask(ticket, Matches("a", "b"))
        begun.wait(20)
        shutdown = threads._pool.shutdown

        def forget_then_let_go(*, wait: bool, cancel_futures: bool) -> None:
            shutdown(wait=False, cancel_futures=cancel_futures)
            go_on.set()
            shutdown(wait=wait)

        monkeypatch.setattr(threads._pool, "shutdown", forget_then_let_go)
        threads.close()
        await asyncio.sleep(0)
        return len(heard)

    assert asyncio.run(scene()) == surroundings.THREADS


def test_what_goes_wrong_is_answered_too(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> Input:
        heard: asyncio.Queue[Input] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        threads = Threads(loop, heard.put_nowait, lambda: Reconfigured(None), {})
        threads.ask(7, Matches("a", "b"))
        got = await asyncio.wait_for(heard.get(), 20)
        threads.close()
        return got

    assert asyncio.run(scene()) == Answered(7, None, "Something went wrong here; it has been noted")
    assert "could not answer Matches" in caplog.text


def test_a_page_does_not_wait_for_passwords() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(_question: Matches) -> bool:
        begun.set()
        return go_on.wait(20)

    async def scene() -> list[Input]:
        heard: asyncio.Queue[Input] = asyncio.Queue()
        threads = Threads(
            asyncio.get_running_loop(),
            heard.put_nowait,
            lambda: Reconfigured(None),
            {Matches: slow},
            [{History: lambda question: question.since}],
        )
        for ticket in range(surroundings.THREADS + 1):
            threads.ask(ticket, Matches("a", "b"))
        begun.wait(20)
        threads.ask(9, History((), (), since=5))
        first = await asyncio.wait_for(heard.get(), 20)
        go_on.set()
        rest = [await asyncio.wait_for(heard.get(), 20) for _ in range(surroundings.THREADS + 1)]
        threads.close()
        return [first, *rest]

    assert asyncio.run(scene())[0] == Answered(9, 5)
