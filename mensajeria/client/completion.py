"""What a half-typed word may become: commands, nicks, channels, emoji. Pure; faces draw it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mensajeria.client.clean import clean
from mensajeria.client.commands import COMMANDS
from mensajeria.client.conversation import Conversation
from mensajeria.client.emojis import named
from mensajeria.client.model import Model

_EMOJI: Final = re.compile(r":[\w+-]{2,}:?")


def completions(
    conversation: Conversation, before: str, commands: Iterable[str] = COMMANDS
) -> tuple[str, list[str]]:
    """The word being typed at the end of `before`, and what it may become. `commands`: what can be
    typed after a slash.
    """
    word = before[before.rfind(" ") + 1 :]
    first = len(word) == len(before)
    model = conversation.link.session.model
    if first and word[:1] == "/":
        return word, _beginning(word, (f"/{name} " for name in commands))
    if model.features.is_channel(word):
        channels = (channel.name for channel in model.channels.values())
        return word, _beginning(word, _harmless(channels), model)
    if _EMOJI.fullmatch(word):
        return word, [sign for _name, sign in named(word.strip(":"))]
    if not word:
        return word, []
    end = ": " if first else ""
    return word, [nick + end for nick in _beginning(word, _nicks(conversation), model)]


def _nicks(conversation: Conversation) -> list[str]:
    """Those of the current channel, or the one person talked to."""
    model = conversation.link.session.model
    channel = model.channel(conversation.target)
    nicks = [m.nick for m in channel.members.values()] if channel else [conversation.target]
    return [nick for nick in _harmless(nicks) if not model.is_me(nick)]


def _harmless(names: Iterable[str]) -> list[str]:
    """A completion is put into a line that the terminal shows."""
    return [name for name in names if name and clean(name) == name]


def _beginning(word: str, names: Iterable[str], model: Model | None = None) -> list[str]:
    fold = model.features.fold if model else str.lower
    return sorted((n for n in names if fold(n).startswith(fold(word))), key=str.casefold)
