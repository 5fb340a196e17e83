"""What can be typed after a slash in the full screen, beside what every face knows (`commands`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mensajeria.client.commands import COMMANDS
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face

Act = Callable[["Face", str], list[str]]


@dataclass(frozen=True)
class Typed:
    """As `commands.Command`: how it is written, what it is for, how many words it needs."""

    usage: str
    purpose: str
    needs: int
    act: Act


TYPED: dict[str, Typed] = {}
"""By each of their names; they go before those of `COMMANDS`."""


def typed(*names: str, usage: str, purpose: str, needs: int = 0) -> Callable[[Act], Act]:
    """Register a command. It gets what was typed after its name, and gives sentences."""

    def register(act: Act) -> Act:
        TYPED.update(dict.fromkeys(names, Typed(usage, purpose, needs, act)))
        return act

    return register


def obey(face: Face, text: str) -> list[str] | None:
    """Do what a line says if it is one of these commands; None: it is none of them."""
    name, _space, rest = text[1:].strip().partition(" ")
    command = TYPED.get(name.lower()) if text[:1] == "/" else None
    if command is None:
        return None
    if len(rest.split()) < command.needs:
        return [_("Usage: {0}").format(_(command.usage))]
    return command.act(face, rest.strip())


def names() -> list[str]:
    """All that can be typed after a slash."""
    return [*dict.fromkeys([*TYPED, *COMMANDS])]


def usages() -> list[tuple[str, str]]:
    """All of it for the page of help, as (usage, purpose)."""
    others = [(each.usage, each.purpose) for name, each in COMMANDS.items() if name not in TYPED]
    ours = [(each.usage, each.purpose) for each in TYPED.values()]
    return [(_(usage), _(purpose)) for usage, purpose in dict.fromkeys([*others, *ours])]
