"""NICKSERV and CHANSERV: what is said to a service, as a command of its own (`/ns help`)."""

from __future__ import annotations

from mensajeria.engine.dispatch import command
from mensajeria.engine.services import chanserv, nickserv  # noqa: F401  (their orders)
from mensajeria.engine.services.hearing import hear
from mensajeria.engine.services.service import CHANSERV, NICKSERV, Service
from mensajeria.engine.turn import Turn


@command("NS", help="NS <order>   the same as NICKSERV", stores=True)
@command("NICKSERV", help="NICKSERV <order>   say something to NickServ, such as HELP", stores=True)
def to_nickserv(turn: Turn, *words: str) -> None:
    _pass_on(turn, NICKSERV, words)


@command("CS", help="CS <order>   the same as CHANSERV", stores=True)
@command("CHANSERV", help="CHANSERV <order>   say something to ChanServ, such as HELP", stores=True)
def to_chanserv(turn: Turn, *words: str) -> None:
    _pass_on(turn, CHANSERV, words)


def _pass_on(turn: Turn, service: Service, words: tuple[str, ...]) -> None:
    if turn.settings.accounts.enabled:
        hear(turn, service, " ".join(words))
    else:
        turn.fail("ACCOUNTS_DISABLED", "There are no accounts here")
