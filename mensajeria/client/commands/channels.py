"""Entering and leaving channels, and what they are like."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from mensajeria.client.commands.registry import split, typed
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.conversation import Conversation


@typed("join", "j", usage=N_("/join CHANNEL [KEY]"), purpose=N_("enter a channel"), needs=1)
def join(conversation: Conversation, text: str) -> list[str]:
    names, keys = ([*filter(None, words.split(","))] for words in split(text))
    for name, key in zip_longest(names, keys[: len(names)], fillvalue=""):
        channel = conversation.as_channel(name)
        known = conversation.link.session.model.channel(channel)
        if known is not None:
            conversation.target = known.name
        else:
            conversation.enter(channel, key)
    return []


@typed("part", "leave", usage=N_("/part [CHANNEL] [REASON]"), purpose=N_("leave a channel"))
def part(conversation: Conversation, text: str) -> list[str]:
    channel, reason = conversation.channel_and_rest(text)
    if not channel:
        conversation.close_query()
        return []
    conversation.link.session.leave(channel, reason)
    return []


@typed("topic", usage=N_("/topic [CHANNEL] [TEXT]"), purpose=N_("show or set the topic"))
def topic(conversation: Conversation, text: str) -> list[str]:
    channel, wanted = conversation.channel_and_rest(text)
    if not channel:
        return [_("That is for a channel.")]
    conversation.link.session.send("TOPIC", channel, *([wanted] if wanted else []))
    return []


@typed("names", "who", usage=N_("/names [CHANNEL]"), purpose=N_("who is in a channel"))
def names(conversation: Conversation, text: str) -> list[str]:
    channel, _rest = conversation.channel_and_rest(text)
    if not channel:
        return [_("That is for a channel.")]
    conversation.link.session.send("NAMES", channel)
    return []


@typed("list", usage=N_("/list"), purpose=N_("which channels there are"))
def list_channels(conversation: Conversation, text: str) -> list[str]:
    conversation.link.session.send("LIST", *text.split()[:1])
    return []


@typed("invite", usage=N_("/invite NAME [CHANNEL]"), purpose=N_("ask somebody in"), needs=1)
def invite(conversation: Conversation, text: str) -> list[str]:
    name, rest = split(text)
    channel, _rest = conversation.channel_and_rest(rest)
    if not channel:
        return [_("That is for a channel.")]
    conversation.link.session.send("INVITE", name, channel)
    return []


@typed("mode", usage=N_("/mode [WHERE] [MODES]"), purpose=N_("show or change modes"))
def mode(conversation: Conversation, text: str) -> list[str]:
    words, session = text.split(), conversation.link.session
    if not words or words[0][0] in "+-":
        words.insert(0, conversation.target or session.model.nick)
    session.send("MODE", *words)
    return []
