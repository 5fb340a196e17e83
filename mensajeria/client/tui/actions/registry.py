"""The table of actions: their keys, what the page of help says of them, what the palette offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.binding import Binding, BindingType

from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face

Act = Callable[["Face"], None]
Offer = Callable[["Face"], Iterable[SystemCommand]]


@dataclass(frozen=True)
class Action:
    """`keys` as Textual calls them; `shown`: how the page of help does, "" for not at all; `title`:
    under which name the palette offers it, "" for not at all. `always`: also while a dialogue
    stands in front of the conversation. Without `insists` a field may have the key for itself.
    """

    act: Act
    keys: tuple[str, ...]
    shown: str
    title: str
    purpose: str
    always: bool
    insists: bool


ACTIONS: dict[str, Action] = {}
"""By the names of their functions."""

_OFFERS: list[Offer] = []


def action(
    *keys: str,
    name: str = "",
    shown: str = "",
    title: str = "",
    purpose: str = "",
    always: bool = False,
    insists: bool = True,
) -> Callable[[Act], Act]:
    """Register what these keys do. The texts are marked by N_ where they are written."""

    def register(act: Act) -> Act:
        ACTIONS[name or act.__name__] = Action(act, keys, shown, title, purpose, always, insists)
        return act

    return register


def offering(offer: Offer) -> Offer:
    """Register what else the palette offers at the moment, which depends on where one is."""
    _OFFERS.append(offer)
    return offer


def bindings() -> list[BindingType]:
    """Each key, for the application: it does what the table says."""
    return [
        Binding(key, f"do({name!r})", priority=action.insists)
        for name, action in ACTIONS.items()
        for key in action.keys
    ]


def keys_shown() -> list[tuple[str, str]]:
    """What the page of help lists, as (keys, purpose), in an order in which they are found."""
    return sorted((_(each.shown), _(each.purpose)) for each in ACTIONS.values() if each.shown)


def commands(face: Face) -> Iterator[SystemCommand]:
    """What the palette offers: everything that can be done without typing it."""
    for each in ACTIONS.values():
        if each.title:
            yield SystemCommand(_(each.title), _(each.purpose), _doing(face, each))
    for offer in _OFFERS:
        yield from offer(face)


def _doing(face: Face, action: Action) -> Callable[[], None]:
    return lambda: action.act(face)
