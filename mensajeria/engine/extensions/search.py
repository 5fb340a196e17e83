"""soju.im/search: finding what was said, by words, place, author and time.

https://codeberg.org/emersion/soju/src/branch/master/doc/ext/search.md. Who may read what is said in
`engine.readable`; without a place, all of it is looked through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from mensajeria.chat.places import owners
from mensajeria.engine.dispatch import command
from mensajeria.engine.extension import Extension
from mensajeria.engine.history import Found, Search
from mensajeria.engine.portion import fitting
from mensajeria.engine.readable import account_since, readable, readable_channels
from mensajeria.engine.turn import Turn
from mensajeria.wire.tags import parse_tags
from mensajeria.wire.times import milliseconds

NAME: Final = "soju.im/search"
COST: Final = 5

LONGEST: Final = 400
"""Characters of the text that is looked for."""

Attributes = Mapping[str, str]


class Failure(Exception):
    """An attribute that makes no sense."""


@command(
    "SEARCH",
    help="SEARCH in=<target>;from=<nick>;after=<time>;before=<time>;text=<words>;limit=<number>"
    "   find what was said; each may be left out",
    cost=COST,
)
def search(turn: Turn, attributes: str) -> None:
    """ "The `soju.im/search` capability MUST be negotiated"."""
    if not turn.has(NAME):
        turn.fail("CAPABILITY_NEEDED", f"Ask for {NAME} first")
        return
    try:
        question = _question(turn, _checked(attributes))
    except Failure as failure:
        turn.fail("INVALID_PARAMS", str(failure), "Invalid parameters")
        return
    turn.ask(question, lambda found: _show(turn, found, newest=question.after is None))


def _checked(text: str) -> Attributes:
    attributes = parse_tags(text)
    for name, value in attributes.items():
        if name not in _KNOWN or not value or len(value) > LONGEST:
            raise Failure(name)
    return attributes


def _question(turn: Turn, given: Attributes) -> Search:
    places: tuple[tuple[str, int], ...]
    if "in" in given:
        target = readable(turn, given["in"])
        if target is None:
            raise Failure("in")
        places = tuple((place, target.since) for place in target.places)
    else:
        places = tuple((p, each.since) for each in readable_channels(turn) for p in each.places)
    return Search(
        places,
        () if "in" in given else owners(turn.user),
        account_since(turn),
        given.get("text", ""),
        given.get("from", ""),
        _read(given, "after", milliseconds),
        _read(given, "before", milliseconds),
        min(_read(given, "limit", _limit) or turn.limits.history, turn.limits.history),
    )


def _read(given: Attributes, name: str, read: Callable[[str], int | None]) -> int | None:
    if name not in given:
        return None
    value = read(given[name])
    if value is None:
        raise Failure(name)
    return value


def _limit(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 and int(text) else None


def _show(turn: Turn, found: Found, *, newest: bool) -> None:
    """ "If no content exists to return, the server SHOULD return an empty batch"."""
    lines = [turn.as_shown(event) for event in found.events]
    with turn.batch(NAME):
        for line in fitting(lines, newest=newest):
            turn.pass_on(line)
    if not found.whole:
        turn.warn("INCOMPLETE", "There was no time to look through everything; ask for less")


_KNOWN: Final = frozenset({"in", "from", "after", "before", "text", "limit"})

EXTENSION = Extension(NAME, offered=lambda settings: settings.history)
