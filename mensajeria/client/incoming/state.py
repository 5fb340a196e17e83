"""What changes about channels and people: TOPIC, MODE, AWAY, CHGHOST, SETNAME."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.happenings import (
    AwayMarked,
    Happening,
    ModeChanged,
    RealNameChanged,
    Returned,
    TopicChanged,
    TopicTold,
    WentAway,
)
from mensajeria.client.incoming.registry import on
from mensajeria.client.incoming.source import moment, nick_of
from mensajeria.wire import numerics as n
from mensajeria.wire.message import Message, split_source

if TYPE_CHECKING:
    from mensajeria.client.session import Session


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
    yield ModeChanged(message.params[1], " ".join(message.params[2:]), "")


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
    session.model.away = message.command == n.RPL_NOWAWAY
    yield AwayMarked(session.model.away)


@on("CHGHOST", least=2)
def host_changed(session: Session, message: Message) -> Iterable[Happening]:
    """Only our own mask matters: it decides how long a line of ours may be."""
    nick, _user, _host = split_source(message.source or "")
    if session.model.is_me(nick):
        session.model.mask = f"{nick}!{message.params[0]}@{message.params[1]}"
    return ()


@on("SETNAME", least=1)
def real_name_changed(session: Session, message: Message) -> Iterable[Happening]:
    yield RealNameChanged(nick_of(message), message.params[0], at=moment(message))
