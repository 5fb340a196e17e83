"""Keeping order in a channel: throwing people out, banning them, giving and taking ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.commands.registry import split, typed
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.conversation import Conversation


@typed("kick", usage=N_("/kick NAME [REASON]"), purpose=N_("kick somebody out"), needs=1)
def kick(conversation: Conversation, text: str) -> list[str]:
    channel, rest = conversation.channel_and_rest(text)
    name, reason = split(rest)
    if not channel or not name:
        return [_("That is for a channel.")]
    conversation.link.session.send("KICK", channel, name, *([reason] if reason else []))
    return []


@typed("ban", usage=N_("/ban [NAME]"), purpose=N_("ban somebody; alone: list the bans"))
def ban(conversation: Conversation, text: str) -> list[str]:
    return _change(conversation, "+b", text, needs_name=False)


@typed("unban", usage=N_("/unban NAME"), purpose=N_("lift a ban"), needs=1)
def unban(conversation: Conversation, text: str) -> list[str]:
    return _change(conversation, "-b", text)


@typed("op", usage=N_("/op NAME"), purpose=N_("make somebody an operator of the channel"), needs=1)
def op(conversation: Conversation, text: str) -> list[str]:
    return _change(conversation, "+o", text)


@typed("deop", usage=N_("/deop NAME"), purpose=N_("… or no operator any more"), needs=1)
def deop(conversation: Conversation, text: str) -> list[str]:
    return _change(conversation, "-o", text)


@typed("voice", usage=N_("/voice NAME"), purpose=N_("give somebody a voice"), needs=1)
def voice(conversation: Conversation, text: str) -> list[str]:
    return _change(conversation, "+v", text)


@typed("devoice", usage=N_("/devoice NAME"), purpose=N_("… or take it away"), needs=1)
def devoice(conversation: Conversation, text: str) -> list[str]:
    return _change(conversation, "-v", text)


def _change(
    conversation: Conversation, mode: str, text: str, *, needs_name: bool = True
) -> list[str]:
    """Set a mode for each of those who are named, a line each since servers differ in how many
    they take.
    """
    channel, rest = conversation.channel_and_rest(text)
    names = rest.split()
    if not channel or (needs_name and not names):
        return [_("That is for a channel.")]
    for name in names or [""]:
        params = [as_mask(name) if mode[1] == "b" else name] if name else []
        conversation.link.session.send("MODE", channel, mode, *params)
    return []


def as_mask(name: str) -> str:
    """Whom to ban: somebody by their name, unless it is a mask or an extended ban already."""
    is_name = name != "" and not set("!@:$*?") & set(name)
    return f"{name}!*@*" if is_name else name
