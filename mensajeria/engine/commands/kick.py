"""KICK: putting somebody out of a channel (Modern IRC, "KICK message")."""

from __future__ import annotations

from mensajeria.chat import policy
from mensajeria.chat.events import Kicked
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.audience import Hall
from mensajeria.engine.commands.membership import take_out, tell_of_member
from mensajeria.engine.dispatch import command
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import distinct, fold


@command(
    "KICK",
    help="KICK <channel>{,<channel>} <nick>{,<nick>} [:<reason>]   put somebody out of a channel",
    stores=True,
)
def kick(turn: Turn, channels: list[str], nicks: list[str], reason: str | None = None) -> None:
    """ "either one channel parameter and multiple user parameter, or as many channel parameters
    as there are user parameters"; no more of them than TARGMAX says.
    """
    if len(channels) == 1:
        nicks = distinct(nicks)
        channels = channels * len(nicks)
    if not nicks or len(channels) != len(nicks):
        raise Refused(Reason.MISSING_PARAMETERS, "KICK")
    text = (reason or turn.user.nick)[: turn.limits.kick]
    for name, nick in list(zip(channels, nicks, strict=True))[: turn.limits.targets]:
        try:
            _put_out(turn, name, nick, text)
        except Refused as refusal:
            turn.refused(refusal)
    turn.refuse_surplus(nicks)


def _put_out(turn: Turn, name: str, nick: str, reason: str) -> None:
    network, user = turn.network, turn.user
    channel = network.channel(name)
    whom = policy.may_kick(channel, user, nick, network.nicks.get(fold(nick))).user
    at, msgid, apart, author = turn.now, turn.msgid(), channel.apart(whom), whom.author
    network.leave(channel, whom)
    turn.happened(Kicked(at, msgid, user.author, channel.name, channel.key, author, reason, apart))


@line(Kicked)
def kicked(event: Kicked) -> bytes:
    return (f":{event.by.mask} KICK {event.channel} {event.whom.nick} :{event.reason}\r\n").encode()


@released(Kicked)
def release_kicked(event: Kicked, hall: Hall) -> None:
    tell_of_member(event, hall, event.whom.uid)
    take_out(event.key, hall, event.whom.uid)
