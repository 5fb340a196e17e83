"""What was said before: pages of history (draft/chathistory), and until where one has read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.batches import CORRESPONDENTS, FOUND, Batch
from mensajeria.client.happenings import (
    Corresponded,
    Happening,
    PastTold,
    Reacted,
    ReadUntil,
    Redacted,
    Said,
    Spot,
)
from mensajeria.client.incoming.registry import handler_for, on
from mensajeria.client.incoming.search import found
from mensajeria.client.incoming.source import moment, read_moment
from mensajeria.client.incoming.speech import understood
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session


def page(session: Session, batch: Batch) -> Iterable[Happening]:
    """A batch of history, or of what was looked for in it."""
    if batch.kind in FOUND:
        return found(session, batch)
    if batch.kind == CORRESPONDENTS:
        return [
            Corresponded(m.params[1], at=read_moment(m.params[2]))
            for m in batch.messages
            if len(m.params) > 2
        ]
    spots = [Spot(m.tags.get("msgid", ""), moment(m)) for m in batch.messages]
    spots = [spot for spot in spots if spot.msgid or spot.at]
    ends = (spots[0], spots[-1]) if spots else (None, None)
    return [PastTold(batch.target, tuple(_told(session, batch)), *ends)]


def _told(session: Session, batch: Batch) -> Iterable[Said | Reacted | Redacted]:
    """What somebody who reads it later wants of it: who came and went then is not."""
    for message in batch.messages:
        if message.command in ("PRIVMSG", "NOTICE") and len(message.params) > 1:
            said = understood(session, message)
            if said is not None:
                yield said
        elif message.command in ("TAGMSG", "REDACT") and message.params:
            yield from _done_to_messages(session, message)


def _done_to_messages(session: Session, message: Message) -> Iterable[Reacted | Redacted]:
    handler = handler_for(message.command)
    for happening in handler(session, message) if handler is not None else ():
        if isinstance(happening, (Reacted, Redacted)):
            yield happening


@on("MARKREAD", least=2)
def read_until(session: Session, message: Message) -> Iterable[Happening]:
    """MARKREAD <target> timestamp=YYYY-MM-DDThh:mm:ss.sssZ, or * for nothing known."""
    target, value = message.params[:2]
    until = read_moment(value.removeprefix("timestamp="))
    if until is not None or value == "*":
        yield ReadUntil(target, until)
