"""The table of what can be typed after a slash: one function for each, with its names and its help.

A command gets the conversation and what was typed after its name, and gives sentences for the
person who typed it. What it asks of the server goes through the session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.conversation import Conversation

Act = Callable[["Conversation", str], list[str]]


@dataclass(frozen=True)
class Command:
    """`usage` as in "/join CHANNEL [KEY]"; `purpose` in a few words."""

    names: tuple[str, ...]
    usage: str
    purpose: str
    needs: int
    offline: bool
    act: Act


COMMANDS: dict[str, Command] = {}
"""By each of their names."""


def typed(
    *names: str, usage: str, purpose: str, needs: int = 0, offline: bool = False
) -> Callable[[Act], Act]:
    """Register a command. `needs`: how many words it cannot do without."""

    def register(act: Act) -> Act:
        command = Command(names, usage, purpose, needs, offline, act)
        COMMANDS.update(dict.fromkeys(names, command))
        return act

    return register


def obey(conversation: Conversation, text: str) -> list[str]:
    """Do what was typed after the slash."""
    name, _space, rest = text.partition(" ")
    command = COMMANDS.get(name.lower())
    if command is None:
        return no_command(name)
    if len(rest.split()) < command.needs:
        return [_("Usage: {0}").format(_(command.usage))]
    if not command.offline and not conversation.link.is_open:
        return [_("Not connected: nothing was sent.")]
    return command.act(conversation, rest.strip())


def no_command(name: str) -> list[str]:
    return [_("There is no command /{0}; /help lists those there are.").format(name)]


def split(text: str) -> tuple[str, str]:
    """The first word and the rest."""
    word, _space, rest = text.partition(" ")
    return word, rest.strip()
