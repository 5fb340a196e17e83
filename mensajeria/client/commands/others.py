"""Who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.commands.registry import typed
from mensajeria.client.profile import METADATA
from mensajeria.languages import N_

if TYPE_CHECKING:
    from mensajeria.client.conversation import Conversation


@typed("whois", usage=N_("/whois [NAME]"), purpose=N_("who somebody is"))
def whois(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    nick = (text.split() or [session.model.nick])[0]
    if METADATA in session.negotiation.enabled:
        session.inquiries.ask_profile(nick)
        session.send("METADATA", nick, "LIST")
    session.send("WHOIS", nick)
    return []
