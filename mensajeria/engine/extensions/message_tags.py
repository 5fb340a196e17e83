"""IRCv3 message-tags and message-ids: client-only tags travel on, and every message has an id."""

from __future__ import annotations

from mensajeria.chat.events import (
    Beckoned,
    Said,
    Signalled,
    Tags,
    Whispered,
)
from mensajeria.engine.extension import Extension
from mensajeria.wire.message import Message
from mensajeria.wire.tags import escape, is_key


def msgid_and_client_tags(event: Said | Whispered | Signalled | Beckoned) -> str:
    """Client-only tags as they came, and the id."""
    if not event.tags:
        return f"msgid={event.msgid}"
    return f"msgid={event.msgid};{_format(event.tags)}"


def _format(tags: Tags) -> str:
    return ";".join(f"{key}={escape(value)}" if value else key for key, value in tags)


def tagmsg_to_channel(event: Signalled) -> bytes:
    return f":{event.by.mask} TAGMSG {event.prefix}{event.channel}\r\n".encode()


def tagmsg_to_user(event: Beckoned) -> bytes:
    return f":{event.by.mask} TAGMSG {event.to.nick}\r\n".encode()


def client_only(message: Message, key: str) -> bool:
    return key[0] == "+" and is_key(key)


EXTENSION = Extension(
    "message-tags",
    lines={Signalled: tagmsg_to_channel, Beckoned: tagmsg_to_user},
    tags={
        Said: msgid_and_client_tags,
        Whispered: msgid_and_client_tags,
        Signalled: msgid_and_client_tags,
        Beckoned: msgid_and_client_tags,
    },
    accepts=client_only,
)
