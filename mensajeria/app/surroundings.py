"""`Surroundings`: the slow things that the engine asks for, in a few threads of their own."""

from __future__ import annotations

import logging
import secrets
from asyncio import AbstractEventLoop
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, Final

from mensajeria.app.credentials import derive
from mensajeria.app.passwords import matches
from mensajeria.engine.credentials import Derive
from mensajeria.engine.inputs import Answered, Input, Reconfigured
from mensajeria.engine.questions import Matches, Nonce, Question

_log = logging.getLogger(__name__)

THREADS: Final = 2
"""Passwords checked at the same time; each takes a processor and 19 MiB."""

_WRONG: Final = "Something went wrong here; it has been noted"

Answerers = Mapping[type[Question[Any]], Callable[[Any], object]]
"""Who answers which kind of question; they are called in a thread."""

PASSWORDS: Final[Answerers] = {
    Matches: lambda question: matches(question.secret, question.password),
    Derive: lambda question: derive(question.password),
    Nonce: lambda _question: secrets.token_urlsafe(24),
}


class Threads:
    """Answers come as inputs to `receive`, in the loop's thread and never during the question.

    What waits is bounded by the connections: each waits for one answer at most. What each of
    `apart` answers has a thread of its own, since a page must not wait for somebody's password.
    """

    def __init__(
        self,
        loop: AbstractEventLoop,
        receive: Callable[[Input], object],
        reconfigure: Callable[[], Reconfigured],
        answerers: Answerers = PASSWORDS,
        apart: Sequence[Answerers] = (),
    ) -> None:
        self._loop = loop
        self._receive = receive
        self._reconfigure = reconfigure
        self._pool = ThreadPoolExecutor(THREADS, "slow")
        self._answerers = [
            (answerers, self._pool),
            *((each, ThreadPoolExecutor(1, "archive")) for each in apart),
        ]

    def ask(self, ticket: int, question: Question[Any]) -> None:
        """See `engine.ports.Surroundings`."""
        known = (each for each in self._answerers if type(question) in each[0])
        answerers, pool = next(known, self._answerers[0])
        self._later(partial(self._answer, ticket, question, answerers), pool)

    def reconfigure(self, ticket: int = 0) -> None:
        """See `engine.ports.Surroundings`; ticket 0 if nobody in the engine asked."""
        self._later(lambda: self._reconfigured(ticket), self._pool)

    def close(self) -> None:
        """Forget what was asked; waits for nothing but what runs already."""
        for _, pool in self._answerers:
            pool.shutdown(wait=True, cancel_futures=True)

    def _answer(self, ticket: int, question: Question[Any], answerers: Answerers) -> Answered:
        try:
            return Answered(ticket, answerers[type(question)](question))
        except Exception:
            _log.exception("could not answer %s", type(question).__name__)
            return Answered(ticket, None, _WRONG)

    def _reconfigured(self, ticket: int) -> Reconfigured:
        try:
            answer = self._reconfigure()
        except Exception:
            _log.exception("could not read the configuration again")
            answer = Reconfigured(None, _WRONG)
        answer.ticket = ticket
        return answer

    def _later(self, work: Callable[[], Input], pool: ThreadPoolExecutor) -> None:
        pool.submit(work).add_done_callback(self._done)

    def _done(self, future: Future[Input]) -> None:
        if not future.cancelled():
            self._loop.call_soon_threadsafe(self._receive, future.result())
