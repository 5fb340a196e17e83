"""IRCv3 message-tags and message-ids: client-only tags travel on, and every message has an id."""

from __future__ import annotations

from typing import Final

from mensajeria.chat.events import (
    Beckoned,
    Event,
    Said,
    Signalled,
    Whispered,
)
from mensajeria.engine.extension import Extension
from mensajeria.wire.message import Message as Line
from mensajeria.wire.tags import escape, is_key

MESSAGES: Final[tuple[type[Event], ...]] = (Said, Whispered, Signalled, Beckoned)
Message = Said | Whispered | Signalled | Beckoned


def msgid(event: Message) -> str:
    """ "it SHOULD be attached to all PRIVMSG and NOTICE events" (IRCv3 message-ids); "Servers MUST
    only include a message ID on the first message of a batch" (IRCv3 multiline)."""
    return f"msgid={event.msgid}"


def client_tags(event: Message) -> str:
    """The author's own tags: "servers MUST attach as-is to any relevant message relayed"."""
    return ";".join(f"{key}={escape(value)}" if value else key for key, value in event.tags)


def tagmsg_to_channel(event: Signalled) -> bytes:
    return f":{event.by.mask} TAGMSG {event.prefix}{event.channel}\r\n".encode()


def tagmsg_to_user(event: Beckoned) -> bytes:
    return f":{event.by.mask} TAGMSG {event.to.nick}\r\n".encode()


def client_only(message: Line, key: str) -> bool:
    return key[0] == "+" and is_key(key)


EXTENSION = Extension(
    "message-tags",
    lines={Signalled: tagmsg_to_channel, Beckoned: tagmsg_to_user},
    once=dict.fromkeys(MESSAGES, msgid),
    relayed=dict.fromkeys(MESSAGES, client_tags),
    accepts=client_only,
)
