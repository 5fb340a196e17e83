"""Who a message is from and when it was."""

from __future__ import annotations

from datetime import datetime

from mensajeria.client.model import Model
from mensajeria.wire.message import Message, split_source


def nick_of(message: Message) -> str:
    """The nick, or the server's name, that a message is from."""
    return split_source(message.source or "")[0]


def moment(message: Message) -> datetime | None:
    """When the server says that a message was (IRCv3 server-time)."""
    try:
        return datetime.fromisoformat(message.tags["time"].replace("Z", "+00:00"))
    except (KeyError, ValueError):
        return None


def reply_of(message: Message) -> str:
    """The id of the message that this one is about (IRCv3 reply); "" for none."""
    return message.tags.get("+reply") or message.tags.get("+draft/reply", "")


def place_of(model: Model, nick: str, target: str) -> str:
    """The channel, or the other one of two people, where somebody did something to a target."""
    if model.features.is_channel(target) or model.is_me(nick):
        return target
    return nick
