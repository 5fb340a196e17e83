"""Who comes and goes: JOIN, PART, KICK, QUIT, NICK, INVITE and the lists of names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.happenings import (
    Disconnected,
    Happening,
    Invited,
    Joined,
    Kicked,
    Left,
    Named,
    Refused,
    Renamed,
)
from mensajeria.client.incoming.registry import on
from mensajeria.client.incoming.source import moment, named, nick_of
from mensajeria.client.names import is_name
from mensajeria.client.refusals import about_of, sentence
from mensajeria.languages import _
from mensajeria.wire import numerics as n
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session


@on("JOIN", least=1)
def join(session: Session, message: Message) -> Iterable[Happening]:
    nick, model = nick_of(message), session.model
    mine = model.is_me(nick)
    channels = named(message.params[0])
    for channel in channels:
        if mine:
            model.mask = message.source or ""
            session.has_left(channel)  # which would be about the last time
            model.enter(channel)
            session.keyed.discard(model.features.fold(channel))
        model.add(channel, nick)
    return [Joined(nick, channel, mine, at=moment(message)) for channel in channels]


@on(n.ERR_BADCHANNELKEY, least=1)
def key_refused(session: Session, message: Message) -> Iterable[Happening]:
    """The server says the same whether there was a wrong key or none."""
    why, about = sentence(message), about_of(message)
    folded = session.model.features.fold("".join(about[:1]))
    if folded in session.keyed:
        session.keyed.discard(folded)
        why = _("That is not the key of {0}: /join {0} KEY tries another.").format(*about)
    yield Refused(why, message.command, about)


@on("PART", least=1)
def part(session: Session, message: Message) -> Iterable[Happening]:
    nick, model = nick_of(message), session.model
    mine = model.is_me(nick)
    reason = message.params[1] if len(message.params) > 1 else ""
    for channel in named(message.params[0]):
        model.remove(channel, nick)
        forced = mine and not session.has_left(channel)
        if mine:
            model.leave(channel)
        yield Left(nick, channel, reason, mine, forced, at=moment(message))


@on("KICK", least=2)
def kick(session: Session, message: Message) -> Iterable[Happening]:
    channel, nick, *rest = message.params
    if not (is_name(channel) and is_name(nick)):
        return
    model = session.model
    mine = model.is_me(nick)
    model.remove(channel, nick)
    if mine:
        model.leave(channel)
    reason = rest[0] if rest else ""
    yield Kicked(nick, channel, nick_of(message), reason, mine, at=moment(message))


@on("QUIT")
def disconnected(session: Session, message: Message) -> Iterable[Happening]:
    nick = nick_of(message)
    channels = tuple(channel.name for channel in session.model.remove_everywhere(nick))
    reason = message.params[0] if message.params else ""
    yield Disconnected(nick, reason, channels, at=moment(message))
    _take_over(session, nick)


@on("NICK", least=1)
def renamed(session: Session, message: Message) -> Iterable[Happening]:
    before, nick = nick_of(message), message.params[0]
    if not is_name(nick):
        return
    mine = session.model.is_me(before)
    channels = tuple(channel.name for channel in session.model.rename(before, nick))
    if mine:
        session.called(nick)
    yield Renamed(before, nick, mine, channels, at=moment(message))
    if not mine:
        _take_over(session, before)


def _take_over(session: Session, nick: str) -> None:
    """The name that we want is free now, such as that of our own connection that was lost."""
    fold = session.model.features.fold
    if fold(nick) == fold(session.identity.nick):
        session.regain()


@on("INVITE", least=2)
def invite(session: Session, message: Message) -> Iterable[Happening]:
    nick, channel = message.params[:2]
    if not is_name(channel):
        return
    mine = session.model.is_me(nick)
    yield Invited(nick, channel, nick_of(message), mine, at=moment(message))


@on(n.RPL_INVITING, least=3)
def inviting(session: Session, message: Message) -> Iterable[Happening]:
    yield Invited(message.params[1], message.params[2], session.model.nick)


@on(n.RPL_NAMREPLY, least=3)
def names(session: Session, message: Message) -> Iterable[Happening]:
    session.model.name_members(message.params[-2], message.params[-1].split())
    return ()


@on(n.RPL_ENDOFNAMES, least=2)
def names_ended(session: Session, message: Message) -> Iterable[Happening]:
    session.model.names_ended(message.params[1])
    channel = session.model.channel(message.params[1])
    if channel is not None:
        members = channel.members.values()
        yield Named(channel.name, tuple(m.prefixes[:1] + m.nick for m in members))
