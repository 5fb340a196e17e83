"""What people say of themselves: METADATA and its numerics (IRCv3 draft/metadata-2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.happenings import Happening, ProfileTold
from mensajeria.client.incoming.registry import on
from mensajeria.wire import numerics as n
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session


@on(n.RPL_KEYVALUE, least=5)
def value_told(session: Session, message: Message) -> Iterable[Happening]:
    """761 <client> <target> <key> <visibility> :<value>"""
    _nick, target, key, _visibility, value = message.params[:5]
    return _told(session, target, key, value)


@on(n.RPL_KEYNOTSET, least=3)
def not_set(session: Session, message: Message) -> Iterable[Happening]:
    """766 <client> <target> <key> :key not set"""
    return _told(session, message.params[1], message.params[2], "")


@on("METADATA", least=3)
def changed(session: Session, message: Message) -> Iterable[Happening]:
    """METADATA <target> <key> <visibility> [:<value>]"""
    target, key, _visibility, *value = message.params
    return _told(session, target, key, (value or [""])[0])


def _told(session: Session, target: str, key: str, value: str) -> Iterable[Happening]:
    """What is asked along with a WHOIS is part of its answer; ours is remembered."""
    model = session.model
    if session.inquiries.heard_profile(target, key, value):
        return ()
    if target == "*" or model.is_me(target):
        model.learn_profile(key, value)
    return [ProfileTold(model.nick if target == "*" else target, key, value)]
