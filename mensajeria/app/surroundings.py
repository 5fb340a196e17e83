"""`Surroundings`: the slow things that the engine asks for, in a few threads of their own."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from mensajeria.app.passwords import matches
from mensajeria.engine.inputs import Input, Reconfigured, Verified

THREADS: Final = 2
"""Passwords checked at the same time; each takes a processor and 19 MiB."""


class Threads:
    """Answers come as inputs to `receive`, in the loop's thread and never during the question.

    What waits is bounded by the connections: each waits for one answer at most.
    """

    def __init__(
        self,
        loop: AbstractEventLoop,
        receive: Callable[[Input], object],
        reconfigure: Callable[[], Reconfigured],
    ) -> None:
        self._loop = loop
        self._receive = receive
        self._reconfigure = reconfigure
        self._pool = ThreadPoolExecutor(THREADS, "slow")

    def verify(self, ticket: int, secret: str, password: str) -> None:
        """See `engine.ports.Surroundings`."""
        self._later(lambda: Verified(ticket, matches(secret, password)))

    def reconfigure(self, ticket: int = 0) -> None:
        """See `engine.ports.Surroundings`; ticket 0 if nobody in the engine asked."""
        self._later(lambda: self._answered(ticket))

    def close(self) -> None:
        """Forget what was asked; waits for nothing but what runs already."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _answered(self, ticket: int) -> Reconfigured:
        answer = self._reconfigure()
        answer.ticket = ticket
        return answer

    def _later(self, work: Callable[[], Input]) -> None:
        self._pool.submit(work).add_done_callback(self._done)

    def _done(self, future: Future[Input]) -> None:
        if not future.cancelled():
            self._loop.call_soon_threadsafe(self._receive, future.result())
