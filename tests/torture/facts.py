"""What a client was shown, as facts that can be compared: the same live and from the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mensajeria.wire.message import Message, parse

STORED = {"PRIVMSG", "NOTICE", "JOIN", "PART", "QUIT", "NICK", "TOPIC", "KICK", "MODE", "REDACT"}
MULTILINE = "draft/multiline"


class Fact(NamedTuple):
    """What somebody did. `words` are the parameters; of a message of several lines, all of them.

    Only messages have a `msgid`, for others it is "".
    """

    msgid: str
    time: str
    source: str
    verb: str
    words: tuple[str, ...]


class Gatherer:
    """Makes facts of lines as they come; those of a batch of several lines at its end."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[Message, list[str]]] = {}

    def facts(self, lines: Iterable[bytes]) -> Iterator[Fact]:
        for line in lines:
            fact = self.fact(parse(line, max_tags=8191))
            if fact is not None:
                yield fact

    def fact(self, message: Message) -> Fact | None:
        if message.command == "BATCH":
            return self._batch(message)
        opened = self._open.get(message.tags.get("batch", ""))
        if opened is not None:
            concat = "draft/multiline-concat" in message.tags
            opened[1].append(f"{'+' if concat else '='}{message.params[1]}")
            return None
        if message.command not in STORED or "!" not in (message.source or ""):
            return None
        if message.command == "MODE" and not message.params[0].startswith("#"):
            return None
        return _fact(message, message.command, message.params)

    def _batch(self, message: Message) -> Fact | None:
        reference = message.params[0][1:]
        if message.params[0].startswith("-"):
            if reference not in self._open:
                return None
            opened, texts = self._open.pop(reference)
            return _fact(opened, "PRIVMSG", [opened.params[2], *texts])
        if message.params[1] == MULTILINE:
            self._open[reference] = (message, [])
        return None


def _fact(message: Message, verb: str, words: list[str]) -> Fact:
    tags = message.tags
    return Fact(tags.get("msgid", ""), tags["time"], message.source or "", verb, tuple(words))


def missing(seen: Iterable[Fact], stored: Iterable[Fact]) -> list[Fact]:
    """Those of `seen` that are not in `stored`, whole, after the one before them."""
    rest = iter(stored)
    return [fact for fact in seen if not any(fact == other for other in rest)]


def up_to_a_message(facts: list[Fact]) -> list[Fact]:
    """Without what came after the last one with an id, by which one can ask for the rest."""
    ends = [place for place, fact in enumerate(facts, 1) if fact.msgid]
    return facts[: ends[-1]] if ends else []
