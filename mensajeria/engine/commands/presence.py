"""ISON, USERHOST and AWAY: whether somebody is there (Modern IRC, "Optional Messages")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mensajeria.chat.events import AwayChanged
from mensajeria.chat.network import Network
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.engine.absence import settle
from mensajeria.engine.audience import Hall
from mensajeria.engine.dispatch import command
from mensajeria.engine.packing import packed
from mensajeria.engine.release import released
from mensajeria.engine.services.service import service_called
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold
from mensajeria.wire.numerics import RPL_ISON, RPL_NOWAWAY, RPL_UNAWAY, RPL_USERHOST

MAX_USERHOST: Final = 5
""" "The USERHOST command takes up to five nicknames"."""


@command("ISON", help="ISON <nickname>{ <nickname>}   who of these is here")
def ison(turn: Turn, nick: str, *more: str) -> None:
    """Nicks come as parameters of their own or, as RFC 1459 had it, in one with spaces."""
    nicks = [nick, *more]
    here = [user.nick for user in _found(turn.network, nicks)]
    services = [service_called(turn, each) for text in nicks for each in text.split()]
    here += dict.fromkeys(service.name for service in services if service)
    for words in list(packed(here)) or [""]:
        turn.reply(RPL_ISON, words)


@command("USERHOST", help="USERHOST <nickname>{ <nickname>}   address and state of up to five")
def userhost(turn: Turn, nick: str, *more: str) -> None:
    found = _found(turn.network, [nick, *more])[:MAX_USERHOST]
    for words in list(packed(map(_userhost, found))) or [""]:
        turn.reply(RPL_USERHOST, words)


def _found(network: Network, parameters: Sequence[str]) -> list[User]:
    """Those of the nicks who are here, each once."""
    keys = dict.fromkeys(fold(nick) for text in parameters for nick in text.split())
    return [network.nicks[key] for key in keys if key in network.nicks]


def _userhost(user: User) -> str:
    """`nickname [ isop ] "=" isaway hostname`: "-" is away."""
    operator = "*" if user.is_operator else ""
    away = "+" if user.away is None else "-"
    return f"{user.nick}{operator}={away}{user.username}@{user.host}"


@command(
    "AWAY",
    help="AWAY [:<text>]   say that you are away, or without a text that you are back",
    registered=False,
)
def away(turn: Turn, text: str | None = None) -> None:
    """ "with no parameters, the user is no longer away"; an empty text counts as none.

    "If the capability has been negotiated, servers MUST accept the `AWAY` command before
    connection registration has completed" (IRCv3 pre-away).
    """
    session = turn.session
    if session.user is None and not turn.has("draft/pre-away"):
        raise Refused(Reason.NOT_REGISTERED)
    session.absence = text[: turn.limits.away] if text else None
    if session.absence is None:
        turn.reply(RPL_UNAWAY, "You are no longer marked as being away")
    else:
        turn.reply(RPL_NOWAWAY, "You have been marked as being away")
    if session.user is not None:
        settle(turn, session.user, session.absence)


@released(AwayChanged)
def release_away_changed(event: AwayChanged, hall: Hall) -> None:
    """No line of its own: only an extension shows it."""
    hall.tell_peers(event, event.channels, event.by.uid)
