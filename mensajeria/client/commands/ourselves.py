"""What we are called, where we are, and our account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.commands.registry import split, typed
from mensajeria.client.login import Password
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.conversation import Conversation


@typed("nick", usage=N_("/nick NAME"), purpose=N_("change your name"), needs=1)
def nick(conversation: Conversation, text: str) -> list[str]:
    conversation.link.session.rename(text.split()[0])
    return []


@typed("away", usage=N_("/away [REASON]"), purpose=N_("say that you are away; alone: are back"))
def away(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    if not text and not session.model.away:
        return [_("You are not away; /away REASON says that you are.")]
    session.send("AWAY", *([text] if text else []))
    return []


@typed("setname", usage=N_("/setname TEXT"), purpose=N_("change your real name"), needs=1)
def setname(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    if "setname" not in session.negotiation.enabled:
        return [_("On this server a real name cannot be changed.")]
    session.send("SETNAME", text)
    return []


@typed(
    "register",
    usage=N_("/register PASSWORD [EMAIL]"),
    purpose=N_("make your name an account of yours"),
    needs=1,
)
def register(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    offered = session.negotiation.offered.get("draft/account-registration")
    password, email = split(text)
    if offered is None:
        return [_("This server makes no accounts.")]
    if "email-required" in offered.split(",") and not email:
        return [_("This server wants an e-mail address: /register PASSWORD EMAIL")]
    session.send("REGISTER", "*", email or "*", password)
    return []


@typed(
    "verify",
    usage=N_("/verify ACCOUNT CODE"),
    purpose=N_("complete an account with its code"),
    needs=2,
)
def verify(conversation: Conversation, text: str) -> list[str]:
    conversation.link.session.send("VERIFY", *split(text))
    return []


@typed("login", usage=N_("/login ACCOUNT PASSWORD"), purpose=N_("use your account"), needs=2)
def login(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    if "sasl" not in session.negotiation.enabled:
        return [_("This server has no accounts.")]
    session.log_in(Password(*split(text)))
    return []
