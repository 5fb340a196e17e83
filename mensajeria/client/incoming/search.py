"""What was found on the server (soju.im/search)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.batches import Batch
from mensajeria.client.happenings import Found, Happening, SearchEnded
from mensajeria.client.incoming.speech import understood

if TYPE_CHECKING:
    from mensajeria.client.session import Session


def found(session: Session, batch: Batch) -> Iterable[Happening]:
    """ "These messages MUST be `PRIVMSG` or `NOTICE` messages"."""
    count = 0
    for message in batch.messages:
        speech = message.command in ("PRIVMSG", "NOTICE") and len(message.params) > 1
        said = understood(session, message) if speech else None
        if said is not None:
            count += 1
            place = said.by if said.private and not said.mine else said.target
            told = (place, said.by, said.text, said.kind, said.mine, said.msgid)
            yield Found(*told, at=said.at)
    yield SearchEnded(count)
