"""What tags alone tell (TAGMSG): reactions, who is writing; and what deletes a message: REDACT."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.happenings import Happening, Reacted, Redacted, Typing
from mensajeria.client.incoming.registry import on
from mensajeria.client.incoming.source import moment, nick_of, place_of, reply_of
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session

_LONGEST = 64
"""Characters of a reaction; it is one sign, mostly."""


@on("TAGMSG", least=1)
def tagged(session: Session, message: Message) -> Iterable[Happening]:
    msgid, nick = reply_of(message), nick_of(message)
    place = place_of(session.model, nick, message.params[0])
    state = message.tags.get("+typing", "")
    if state and not session.model.is_me(nick):
        yield Typing(nick, place, state == "active")
    for tag, taken_back in (("+draft/react", False), ("+draft/unreact", True)):
        sign = message.tags.get(tag, "")[:_LONGEST]
        if sign and msgid:
            yield Reacted(nick, place, msgid, sign, taken_back, at=moment(message))


@on("REDACT", least=2)
def redacted(session: Session, message: Message) -> Iterable[Happening]:
    """REDACT <target> <msgid> [<reason>]"""
    nick = nick_of(message)
    place = place_of(session.model, nick, message.params[0])
    reason = message.params[2] if len(message.params) > 2 else ""
    yield Redacted(nick, place, message.params[1], reason, at=moment(message))
