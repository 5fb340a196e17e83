"""What changes about channels and people: TOPIC, MODE, AWAY, CHGHOST, SETNAME."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mensajeria.client.happenings import (
    AwayMarked,
    Happening,
    MaskListed,
    MasksEnded,
    ModeChanged,
    RealNameChanged,
    Returned,
    TopicChanged,
    TopicTold,
    WentAway,
)
from mensajeria.client.incoming.registry import on
from mensajeria.client.incoming.source import moment, nick_of
from mensajeria.client.names import is_name
from mensajeria.wire import numerics as n
from mensajeria.wire.message import Message, split_source

if TYPE_CHECKING:
    from mensajeria.client.session import Session

_LISTED: Final = {n.RPL_BANLIST: "b", n.RPL_EXCEPTLIST: "e", n.RPL_INVEXLIST: "I"}
_ENDED: Final = {n.RPL_ENDOFBANLIST: "b", n.RPL_ENDOFEXCEPTLIST: "e", n.RPL_ENDOFINVEXLIST: "I"}


@on("TOPIC", least=1)
def topic_changed(session: Session, message: Message) -> Iterable[Happening]:
    channel, text = message.params[0], (message.params[1:] or [""])[0]
    _remember(session, channel, text)
    yield TopicChanged(channel, text, nick_of(message), at=moment(message))


@on(n.RPL_TOPIC, least=3)
def topic_told(session: Session, message: Message) -> Iterable[Happening]:
    _remember(session, message.params[1], message.params[2])
    yield TopicTold(message.params[1], message.params[2])


@on(n.RPL_NOTOPIC, least=2)
def no_topic(session: Session, message: Message) -> Iterable[Happening]:
    _remember(session, message.params[1], "")
    yield TopicTold(message.params[1], "")


def _remember(session: Session, channel: str, text: str) -> None:
    found = session.model.channel(channel)
    if found is not None:
        found.topic = text


@on("MODE", least=2)
def mode_changed(session: Session, message: Message) -> Iterable[Happening]:
    target, modes, *parameters = message.params
    session.model.change_modes(target, modes, parameters)
    changes = " ".join([modes, *parameters])
    yield ModeChanged(target, changes, nick_of(message), at=moment(message))


@on(n.RPL_CHANNELMODEIS, least=3)
def channel_modes(session: Session, message: Message) -> Iterable[Happening]:
    _nick, channel, modes, *parameters = message.params
    session.model.tell_modes(channel, modes, parameters)
    yield ModeChanged(channel, " ".join([modes, *parameters]), "")


@on(*_LISTED, least=3)
def mask_listed(session: Session, message: Message) -> Iterable[Happening]:
    """367 <client> <channel> <mask> [<who> <set-ts>]"""
    by = message.params[3] if len(message.params) > 3 else ""
    mode = _LISTED[message.command]
    yield MaskListed(message.params[1], mode, message.params[2], split_source(by)[0])


@on(*_ENDED, least=2)
def masks_ended(session: Session, message: Message) -> Iterable[Happening]:
    yield MasksEnded(message.params[1], _ENDED[message.command])


@on(n.RPL_UMODEIS, least=2)
def own_modes(session: Session, message: Message) -> Iterable[Happening]:
    yield ModeChanged(session.model.nick, message.params[1], "")


@on("AWAY")
def away(session: Session, message: Message) -> Iterable[Happening]:
    nick = nick_of(message)
    if session.model.is_me(nick):
        return
    session.model.mark_away(nick, away=bool(message.params and message.params[0]))
    if message.params and message.params[0]:
        yield WentAway(nick, message.params[0], at=moment(message))
    else:
        yield Returned(nick, at=moment(message))


@on(n.RPL_NOWAWAY, n.RPL_UNAWAY)
def away_marked(session: Session, message: Message) -> Iterable[Happening]:
    model = session.model
    model.away = message.command == n.RPL_NOWAWAY
    model.mark_away(model.nick, away=model.away)
    yield AwayMarked(model.away)


@on("CHGHOST", least=2)
def host_changed(session: Session, message: Message) -> Iterable[Happening]:
    """Only our own mask matters: it decides how long a line of ours may be."""
    nick, user, host = nick_of(message), *message.params[:2]
    if session.model.is_me(nick) and is_name(user) and is_name(host):
        session.model.mask = f"{nick}!{user}@{host}"
    return ()


@on("SETNAME", least=1)
def real_name_changed(session: Session, message: Message) -> Iterable[Happening]:
    if session.model.is_me(nick_of(message)):
        session.model.realname = message.params[0]
    yield RealNameChanged(nick_of(message), message.params[0], at=moment(message))
