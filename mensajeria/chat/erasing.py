"""Deleting what was said: which events do it, to which others, and what is left of those."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mensajeria.chat.events import (
    Author,
    Beckoned,
    Erased,
    Event,
    Redacted,
    Retracted,
    Said,
    Signalled,
    Whispered,
)
from mensajeria.chat.places import places

Message = Said | Whispered | Signalled | Beckoned
""" "the message to be redacted, which MUST be a PRIVMSG, NOTICE, or TAGMSG" (IRCv3)."""

Redaction = Redacted | Retracted

_NOBODY: Final = Author(0, "*", "*", None, "", False)


def erased_by(events: Iterable[Event]) -> set[str]:
    """The msgids of the messages that these events delete."""
    return {event.redacted for event in events if isinstance(event, Redaction)}


def tombstone(message: Event) -> Erased:
    """What is left: neither text nor author."""
    return Erased(message.at, message.msgid, _NOBODY, places(message))


def without(events: Iterable[Event], msgids: set[str]) -> list[Event]:
    """The events with nothing but tombstones of the messages that have these ids, and of what was
    said in their place."""
    return [tombstone(each) if _is_one_of(each, msgids) else each for each in events]


def _is_one_of(event: Event, msgids: set[str]) -> bool:
    return isinstance(event, Message) and (event.msgid in msgids or edited(event) in msgids)


def edited(event: Event) -> str:
    """The msgid of the message that this one takes the place of, or ""."""
    return event.edits if isinstance(event, Said | Whispered) else ""
