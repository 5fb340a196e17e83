"""What is said: PRIVMSG and NOTICE, and the CTCP questions that hide in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.happenings import Happening, Said
from mensajeria.client.incoming.registry import on
from mensajeria.client.incoming.source import moment, nick_of, reply_of
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session

EDIT = "mensajeria.alt/edit"
_CTCP = "\x01"


@on("PRIVMSG", "NOTICE", least=2)
def said(session: Session, message: Message) -> Iterable[Happening]:
    said = understood(session, message)
    if said is None:
        return
    to_oneself = said.mine and session.model.is_me(said.target)
    if to_oneself and session.pending.echo and session.notes.is_second(said.msgid or said.text):
        return
    if said.mine and message.source:
        session.model.mask = message.source
    session.telling.said(said.by if said.private and not said.mine else said.target)
    yield said


def understood(session: Session, message: Message) -> Said | None:
    """What a PRIVMSG or NOTICE says, now or in the past; None for what nobody needs to read."""
    target, text = message.params[:2]
    by, kind = nick_of(message), "message" if message.command == "PRIVMSG" else "notice"
    if text[:1] == _CTCP:
        verb, _, rest = text.strip(_CTCP).partition(" ")
        if verb.upper() != "ACTION":  # other questions get no answer: they would tell on us
            return None
        text, kind = rest, "action"
    mine = session.model.is_me(by)
    server = "!" not in (message.source or "") and not mine
    to_rank, target = session.model.features.parted(target)
    private = not session.model.features.is_channel(target)
    msgid = message.tags.get("msgid", "")
    edits = message.tags.get(EDIT, "")
    told = (by, target, text, kind, mine, private, server, msgid, reply_of(message), edits, to_rank)
    return Said(*told, at=moment(message))
