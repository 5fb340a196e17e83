"""IRCv3 message-tags and message-ids: client-only tags travel on, and every message has an id.

So has, as in Ergo, what else is in the history of a channel (draft/event-playback): clients tell by
it what they have been shown before, and ask for what was before or after it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from mensajeria.chat.events import (
    Beckoned,
    ChannelRenamed,
    Event,
    Hinted,
    Joined,
    Kicked,
    ModeChanged,
    NickChanged,
    Nudged,
    Parted,
    Proclaimed,
    Quitted,
    Said,
    Signalled,
    TopicChanged,
    Whispered,
)
from mensajeria.engine.extension import Extension
from mensajeria.engine.settings import Settings
from mensajeria.wire.tags import escape, is_key

MESSAGES: Final[tuple[type[Event], ...]] = (Said, Whispered, Signalled, Beckoned, Proclaimed)
Message = Said | Whispered | Signalled | Beckoned | Proclaimed

PLAYED_BACK: Final[tuple[type[Event], ...]] = (
    Joined,
    Parted,
    Kicked,
    Quitted,
    NickChanged,
    TopicChanged,
    ModeChanged,
    ChannelRenamed,
)


def msgid(event: Event) -> str:
    """ "Servers MAY attach this tag on any event [...], it SHOULD be attached to all PRIVMSG and
    NOTICE events" (IRCv3 message-ids); "Servers MUST only include a message ID on the first message
    of a batch" (IRCv3 multiline). What only stands for something else has none.
    """
    return f"msgid={event.msgid}" if event.msgid else ""


def client_tags(event: Message) -> str:
    """The author's own tags: "servers MUST attach as-is to any relevant message relayed"."""
    if not event.tags:  # as nearly always
        return ""
    return ";".join(f"{key}={escape(value)}" if value else key for key, value in event.tags)


def tagmsg_to_channel(event: Signalled) -> bytes:
    return f":{event.by.mask} TAGMSG {event.prefix}{event.channel}\r\n".encode()


def tagmsg_to_user(event: Beckoned) -> bytes:
    return f":{event.by.mask} TAGMSG {event.to.nick}\r\n".encode()


def client_only(settings: Settings, key: str) -> bool:
    return key[0] == "+" and is_key(key) and not _denied(key[1:], settings.denied_tags)


def _denied(name: str, denied: Collection[str]) -> bool:
    """ "An asterisk [...] indicates that all client-only tags are blocked", a hyphen "that a block
    is negated, i.e. when certain client-only tags are exempt from a catch-all block"."""
    return (name in denied or "*" in denied) and f"-{name}" not in denied


def tokens(settings: Settings) -> dict[str, str | None]:
    """ "When used, [an asterisk] MUST be the first item in the list". "(omitting the token entirely
    is recommended instead)" of an empty one."""
    denied = sorted(settings.denied_tags, key="*".__ne__)
    return {"CLIENTTAGDENY": ",".join(denied)} if denied else {}


EXTENSION = Extension(
    "message-tags",
    lines={
        **dict.fromkeys((Signalled, Hinted), tagmsg_to_channel),
        **dict.fromkeys((Beckoned, Nudged), tagmsg_to_user),
    },
    once=dict.fromkeys((*MESSAGES, *PLAYED_BACK), msgid),
    relayed=dict.fromkeys(MESSAGES, client_tags),
    accepts=client_only,
    isupport=tokens,
)
