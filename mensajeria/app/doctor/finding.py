"""`Finding`: the outcome of one check, in one sentence, and one thing to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from mensajeria.languages import _


class Level(IntEnum):
    """How bad it is."""

    FINE = 0
    WARNING = 1  # it may be in the way
    PROBLEM = 2  # it is


@dataclass(frozen=True)
class Finding:
    """`advice` may be "" where nothing is to be done."""

    level: Level
    sentence: str
    advice: str = ""


def fine(sentence: str, advice: str = "") -> Finding:
    return Finding(Level.FINE, sentence, advice)


def warning(sentence: str, advice: str = "") -> Finding:
    return Finding(Level.WARNING, sentence, advice)


def problem(sentence: str, advice: str = "") -> Finding:
    return Finding(Level.PROBLEM, sentence, advice)


def report(findings: Iterable[Finding]) -> Iterator[str]:
    """The lines that a person reads."""
    marks = {
        Level.FINE: _("ok"),
        Level.WARNING: _("warning"),
        Level.PROBLEM: _("problem"),
    }
    width = max(map(len, marks.values()))
    for each in findings:
        yield f"{marks[each.level]:{width}}  {each.sentence}"
        if each.advice:
            yield f"{'':{width}}  -> {each.advice}"


def worst(findings: Iterable[Finding]) -> Level:
    return max((each.level for each in findings), default=Level.FINE)
