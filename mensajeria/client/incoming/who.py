"""Who of a channel is away: answers to a WHO that nobody has typed (Modern IRC, WHO; WHOX)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.happenings import Happening, Surveyed, Told
from mensajeria.client.incoming.registry import on
from mensajeria.client.survey import TOKEN
from mensajeria.wire import numerics as n
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session


@on(n.RPL_WHOREPLY, least=7)
def who(session: Session, message: Message) -> Iterable[Happening]:
    """ "<client> <channel> <username> <host> <server> <nick> <flags> :<hopcount> <realname>" """
    _me, channel, _user, _host, _server, nick, flags, *_rest = message.params
    if not session.survey.is_about(channel):
        return [Told(" ".join(message.params[1:]))]
    return _learn(session, nick, flags)


@on(n.RPL_WHOSPCRPL, least=5)
def whox(session: Session, message: Message) -> Iterable[Happening]:
    _me, token, _channel, nick, flags, *_rest = message.params
    if token != TOKEN:
        return [Told(" ".join(message.params[1:]))]
    return _learn(session, nick, flags)


def _learn(session: Session, nick: str, flags: str) -> Iterable[Happening]:
    """Flags begin with "H" for here or "G" for gone."""
    session.model.mark_away(nick, away=flags[:1] == "G")
    return []


@on(n.RPL_ENDOFWHO, least=2)
def who_ended(session: Session, message: Message) -> Iterable[Happening]:
    channel = message.params[1]
    if not session.survey.is_about(channel):
        return [Told(" ".join(message.params[1:]))]
    session.survey.end()
    return [Surveyed(channel)]
