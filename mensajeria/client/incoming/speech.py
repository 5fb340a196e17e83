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
    if to_oneself and _is_repeated(session, message):
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
    target = _where(session, target)
    private = not session.model.features.is_channel(target)
    msgid = message.tags.get("msgid", "")
    edits = message.tags.get(EDIT, "")
    told = (by, target, text, kind, mine, private, server, msgid, reply_of(message), edits)
    return Said(*told, at=moment(message))


def _is_repeated(session: Session, message: Message) -> bool:
    """Whether this is the second copy of something said to oneself: the echo has the label, and
    "Ignore the unlabeled message" is one of the ways that labeled-response names.
    """
    answered = "label" in message.tags or "batch" in message.tags
    return session.pending.labels and session.pending.echo and not answered


def _where(session: Session, target: str) -> str:
    """The channel for what is said to those of a rank in it ("@#plaza", STATUSMSG)."""
    features = session.model.features
    bare = target.lstrip(features.statusmsg) if features.statusmsg else target
    return bare if features.is_channel(bare) else target
