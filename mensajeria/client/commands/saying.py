"""Saying something, and finding what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.commands.registry import split, typed
from mensajeria.client.names import is_name
from mensajeria.client.seeking import CAPABILITY, NotAQuery, parse
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.conversation import Conversation

MOST_FOUND = 50
"""Of what /search shows at a time."""


@typed(
    "msg",
    usage=N_("/msg NAME TEXT"),
    purpose=N_("say something to one person"),
    needs=2,
    offline=True,
)
def msg(conversation: Conversation, text: str) -> list[str]:
    return _say_to(conversation, text)


@typed(
    "query",
    usage=N_("/query [NAME]"),
    purpose=N_("talk to one person; alone: no longer"),
    offline=True,
)
def query(conversation: Conversation, text: str) -> list[str]:
    if not text:
        conversation.close_query()
        return []
    target, said = split(text)
    if not is_name(target):
        return [_("That cannot be a name here.")]
    conversation.target = target
    return conversation.say(said) if said else []


@typed(
    "me", usage=N_("/me TEXT"), purpose=N_("say what you do: * ana waves"), needs=1, offline=True
)
def me(conversation: Conversation, text: str) -> list[str]:
    return conversation.say(text, kind="action")


@typed("notice", usage=N_("/notice NAME TEXT"), purpose=N_("send a notice"), needs=2, offline=True)
def notice(conversation: Conversation, text: str) -> list[str]:
    return _say_to(conversation, text, kind="notice")


def _say_to(conversation: Conversation, text: str, kind: str = "message") -> list[str]:
    """Say something to whomever the first word names."""
    target, said = split(text)
    if not is_name(target):
        return [_("That cannot be a name here.")]
    return conversation.say(said, target, kind)


@typed(
    "search",
    usage=N_("/search WORDS"),
    purpose=N_("find what was said (from: in: on: …)"),
    needs=1,
)
def search(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    if CAPABILITY not in session.negotiation.enabled:
        return [_("This server cannot search.")]
    try:
        query = parse(text, "", conversation.now())
    except NotAQuery as why:
        return [str(why)]
    session.send("SEARCH", query.attributes(MOST_FOUND))
    return []
