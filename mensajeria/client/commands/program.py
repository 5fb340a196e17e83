"""The program itself, and the wire below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from mensajeria.client.commands.registry import COMMANDS, Command, no_command, typed
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.conversation import Conversation


@typed("quit", "exit", "q", usage=N_("/quit [REASON]"), purpose=N_("quit"), offline=True)
def leave(conversation: Conversation, text: str) -> list[str]:
    conversation.link.quit(text)
    return []


@typed("raw", "quote", usage=N_("/raw LINE"), purpose=N_("send a line of IRC as it is"), needs=1)
def raw(conversation: Conversation, text: str) -> list[str]:
    conversation.link.session.raw(text)
    return []


@typed("help", usage=N_("/help [COMMAND]"), purpose=N_("what can be typed"), offline=True)
def list_commands(_conversation: Conversation, text: str) -> list[str]:
    if text:
        return explained(text, COMMANDS)
    commands = dict.fromkeys(COMMANDS.values())
    lines = [f"{_(command.usage):<26} {_(command.purpose)}{_also(command)}" for command in commands]
    form, meaning = _("//TEXT"), _("say something that begins with a slash")
    return [*lines, f"{form:<26} {meaning}"]


class Explained(Protocol):
    """As of a command is shown."""

    @property
    def usage(self) -> str: ...
    @property
    def purpose(self) -> str: ...


def explained(name: str, commands: Mapping[str, Explained]) -> list[str]:
    """How one command is written, and what for. `name`: with its slash or without."""
    command = commands.get(name.lstrip("/").lower())
    if command is None:
        return no_command(name.lstrip("/"))
    return [f"{_(command.usage)}   {_(command.purpose)}"]


def _also(command: Command) -> str:
    others = ", ".join(f"/{name}" for name in command.names[1:])
    return f" ({others})" if others else ""
