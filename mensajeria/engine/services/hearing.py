"""A service hears an order: it is looked up, done, or answered with why it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mensajeria.chat.refused import Refused
from mensajeria.engine.credentials import Unfit
from mensajeria.engine.dispatch import SEARCHED_PER_UNIT
from mensajeria.engine.failed import Failed
from mensajeria.engine.packing import packed
from mensajeria.engine.refusals import numeric_of
from mensajeria.engine.services.service import Order, Service
from mensajeria.engine.turn import Turn

COST: Final = 4
"""Flood units that an order costs beside the line it came in, as ACCOUNT does."""

ROOM: Final = 60
"""Bytes of a line of HELP."""


def hear(turn: Turn, service: Service, text: str) -> None:
    """Do what is asked for. A slip of the tongue must not have a password go elsewhere as well, so
    it listens only to what is said to it alone."""
    name, *words = text.split() or ["HELP"]
    order = service.orders.get(name.upper())
    turn.searched += COST * SEARCHED_PER_UNIT
    if turn.further:
        service.say(turn, f"{service.name} listens to what is said to nobody else")
    elif name.upper() == "HELP":
        _help(turn, service, words[0] if words else "")
    elif order is None:
        service.say(turn, "I do not know that one; say HELP to see what there is")
    elif not order.least <= len(words) <= order.most:
        service.say(turn, f"Say {order.usage}")
    else:
        attempt(turn, service, lambda: order.run(turn, *words))


def attempt(turn: Turn, service: Service, act: Callable[[], None]) -> None:
    """Do it, or have the service say why it cannot be done."""
    try:
        act()
    except (Failed, Unfit) as reason:
        service.say(turn, str(reason))
    except Refused as refusal:
        about = f"{refusal.about[0]}: " if refusal.about else ""
        service.say(turn, f"{about}{numeric_of(refusal)[1][-1]}")


def _help(turn: Turn, service: Service, name: str) -> None:
    order = service.orders.get(name.upper())
    if order is not None:
        service.say(turn, order.usage)
        service.say(turn, _sentence(order))
    elif name:
        service.say(turn, "I do not know that one; say HELP to see what there is")
    else:
        service.say(turn, f"{service.about}. There are these orders, HELP <order> has more:")
        names = dict.fromkeys(order.name for order in service.orders.values())
        for line in packed(names, ROOM):
            service.say(turn, line)


def _sentence(order: Order) -> str:
    return order.help[:1].upper() + order.help[1:]
