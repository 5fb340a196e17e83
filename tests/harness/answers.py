"""What the surroundings of a test answer, at once and without threads: plain comparison and such.

A new kind of question gets its answer here, for the town and the servers on sockets alike.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mensajeria.engine.inputs import Answered
from mensajeria.engine.questions import Matches, Question

ANSWERS: dict[type[Question[Any]], Callable[[Any], object]] = {
    Matches: lambda question: question.secret == question.password,
}


def answered(ticket: int, question: Question[Any]) -> Answered:
    """The input that comes of a question."""
    return Answered(ticket, ANSWERS[type(question)](question))
