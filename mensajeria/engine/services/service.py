"""`Service`: somebody to whom people say what they want; and the table of its orders."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from mensajeria.chat.events import Author
from mensajeria.engine.standing import official
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import Folded, fold


@dataclass(frozen=True)
class Order:
    """One thing that a service does. `least` and `most` words come after its name."""

    name: str
    usage: str
    help: str
    run: Callable[..., None]
    least: int
    most: int


@dataclass(frozen=True)
class Service:
    """`about` stands where people have their real name."""

    name: str
    about: str
    orders: dict[str, Order] = field(default_factory=dict)

    def order(
        self,
        *names: str,
        usage: str,
        help: str,  # noqa: A002
    ) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Register what is done for these names, the first of which HELP shows.

        Its parameters after the turn are words, those with a default need not be there.
        """

        def register(run: Callable[..., None]) -> Callable[..., None]:
            words = list(inspect.signature(run).parameters.values())[1:]
            least = sum(word.default is inspect.Parameter.empty for word in words)
            order = Order(names[0], f"{names[0]} {usage}".strip(), help, run, least, len(words))
            self.orders.update(dict.fromkeys(names, order))
            return run

        return register

    def author(self, turn: Turn) -> Author:
        """The service as whoever does something."""
        return official(self.name, f"{self.name}!{self.name}@{turn.settings.server}")

    def echo(self, turn: Turn, text: str) -> None:
        """What the asker has said, for who asked to be shown that; stored nowhere."""
        if turn.has("echo-message"):
            turn.send(turn.verb, self.name, text, source=turn.user.mask)

    def say(self, turn: Turn, text: str) -> None:
        """Answer the asker."""
        turn.send("NOTICE", turn.session.nick, text, source=self.author(turn).mask)


NICKSERV: Final = Service("NickServ", "Nicks and accounts")
CHANSERV: Final = Service("ChanServ", "Channels that stay")

SERVICES: Final[dict[Folded, Service]] = {fold(each.name): each for each in (NICKSERV, CHANSERV)}


def service_called(turn: Turn, name: str) -> Service | None:
    """The service of that name, if there are accounts for it to serve."""
    return SERVICES.get(fold(name)) if turn.settings.accounts.enabled else None
