"""What the surroundings of a test answer, at once and without threads: plain comparison and such.

A new kind of question gets its answer here, for the town and the servers on sockets alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mensajeria.chat.accounts import Credentials
from mensajeria.chat.events import Event
from mensajeria.engine.credentials import Derive
from mensajeria.engine.history import Conversations, Find, History, Search
from mensajeria.engine.inputs import Answered
from mensajeria.engine.questions import Matches, Nonce, Question
from mensajeria.engine.sasl.scram import keys_of
from mensajeria.storage.archive.answers import Source, conversations, find, history, search
from mensajeria.storage.archive.listed import Listed


def derived(password: str) -> Credentials:
    """What is kept of a password here: itself, and keys of few iterations."""
    return Credentials(password, keys_of(password.encode(), b"salt of all", 2))


ANSWERS: dict[type[Question[Any]], Callable[[Any], object]] = {
    Matches: lambda question: question.secret == question.password,
    Derive: lambda question: derived(question.password),
    Nonce: lambda question: "3rfcNHYJY1ZVvWVs7j",
}


PAST: dict[type[Question[Any]], Callable[[Any, Source], object]] = {
    History: history,
    Conversations: conversations,
    Find: find,
    Search: search,
}


def answered(ticket: int, question: Question[Any], past: Iterable[Event] = ()) -> Answered:
    """The input that comes of a question; `past` is what was stored before."""
    if type(question) in PAST:
        return Answered(ticket, PAST[type(question)](question, Listed(past)))
    return Answered(ticket, ANSWERS[type(question)](question))
