"""What was said before: pages of history (draft/chathistory), and until where one has read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from mensajeria.client.batches import CORRESPONDENTS, Batch
from mensajeria.client.happenings import Corresponded, Happening, PastTold, ReadUntil, Said
from mensajeria.client.incoming.registry import on
from mensajeria.client.incoming.speech import understood
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session


def page(session: Session, batch: Batch) -> Iterable[Happening]:
    """A batch of history."""
    if batch.kind == CORRESPONDENTS:
        return [Corresponded(m.params[1]) for m in batch.messages if len(m.params) > 2]
    return [PastTold(batch.target, tuple(_said(session, batch)))]


def _said(session: Session, batch: Batch) -> Iterable[Said]:
    for message in batch.messages:
        if message.command in ("PRIVMSG", "NOTICE") and len(message.params) > 1:
            said = understood(session, message)
            if said is not None:
                yield said


@on("MARKREAD", least=2)
def read_until(session: Session, message: Message) -> Iterable[Happening]:
    """MARKREAD <target> timestamp=YYYY-MM-DDThh:mm:ss.sssZ, or * for nothing known."""
    target, value = message.params[:2]
    stamp = value.removeprefix("timestamp=")
    try:
        yield ReadUntil(target, datetime.fromisoformat(stamp.replace("Z", "+00:00")))
    except ValueError:
        return
