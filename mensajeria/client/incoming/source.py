"""Who a message is from, when it was, and whom and what it names."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Final

from mensajeria.client.model import Model
from mensajeria.client.names import is_name
from mensajeria.wire.message import Message, split_source

_YEARS: Final = range(1971, 9001)
"""In which a message can have been said: at the ends of the calendar, what is no time in another
zone is an error."""


def nick_of(message: Message) -> str:
    """The nick, or the server's name, that a message is from."""
    return split_source(message.source or "")[0]


def named(text: str) -> list[str]:
    """The names that commas part, but for what can be none."""
    return [name for name in text.split(",") if is_name(name)]


def moment(message: Message) -> datetime | None:
    """When the server says that a message was (IRCv3 server-time)."""
    return read_moment(message.tags.get("time", ""))


def read_moment(text: str) -> datetime | None:
    """YYYY-MM-DDThh:mm:ss.sssZ; None for anything else, and for what nobody can mean."""
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
        utc = at.astimezone(timezone.utc) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
    return utc if utc is not None and utc.year in _YEARS else None


def reply_of(message: Message) -> str:
    """The id of the message that this one is about (IRCv3 reply); "" for none."""
    return message.tags.get("+reply") or message.tags.get("+draft/reply", "")


def place_of(model: Model, nick: str, target: str) -> str:
    """The channel, or the other one of two people, where somebody did something to a target."""
    if model.features.is_channel(target) or model.is_me(nick):
        return target
    return nick
