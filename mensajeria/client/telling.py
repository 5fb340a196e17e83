"""`Telling`: to whom it is told that we write, and who will not hear of it (IRCv3 typing).

A notification says nothing by itself, so nobody needs to read that it was refused: it is not sent
there again until something was said. What else was asked meanwhile is answered as ever.
"""

from __future__ import annotations

from typing import Final

from mensajeria.client.features import Features
from mensajeria.wire.casemapping import Folded
from mensajeria.wire.message import Message

_MOST: Final = 100

_REFUSALS: Final = frozenset(
    {"401", "403", "404", "408", "442", "477", "482", "486", "489", "492", "494", "531", "716"}
)
"""What servers answer to a TAGMSG that they do not deliver, as to a PRIVMSG."""


class Telling:
    """Told of all that is sent, and asked about all that is refused. Bounded."""

    def __init__(self, features: Features) -> None:
        self._features = features
        self._told: set[Folded] = set()  # nothing else was sent there since
        self._refuse: set[Folded] = set()

    def may(self, target: str) -> bool:
        """Whether it makes sense to tell them."""
        return self._features.fold(target) not in self._refuse

    def told(self, target: str) -> None:
        """A notification is sent there."""
        if len(self._told) >= _MOST:
            self._told.clear()
        self._told.add(self._features.fold(target))

    def asked(self, words: list[str]) -> None:
        """Something else is sent with these words, about which a refusal would be from now on."""
        if self._told:
            self._told.difference_update(map(self._features.fold, words))

    def said(self, target: str) -> None:
        """Something was said there: it is worth another try."""
        self._refuse.discard(self._features.fold(target))

    def refused(self, message: Message) -> bool:
        """Whether this refuses nothing but a notification."""
        about = message.params[1:-1]
        if message.command == "FAIL":  # <command> <code> [<context>...] <description>
            about = message.params[2:-1] if message.params[0] == "TAGMSG" else []
        elif message.command not in _REFUSALS:
            return False
        folded = self._features.fold(about[0]) if about else Folded("")
        if folded not in self._told:
            return False
        self._told.discard(folded)
        if len(self._refuse) >= _MOST:
            self._refuse.clear()
        self._refuse.add(folded)
        return True
