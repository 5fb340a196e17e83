"""NAMES: who is in a channel (Modern IRC, "NAMES message")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel, Member
from mensajeria.engine.dispatch import command
from mensajeria.engine.packing import packed
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import distinct
from mensajeria.wire.numerics import RPL_ENDOFNAMES, RPL_NAMREPLY


@command("NAMES", help="NAMES <channel>{,<channel>}   who is in a channel", cost=2)
def names(turn: Turn, channels: list[str] | None = None) -> None:
    if not channels:
        turn.reply(RPL_ENDOFNAMES, "*", "End of /NAMES list")
        return
    turn.at_length(_inside_each(turn, distinct(channels)))


def _inside_each(turn: Turn, channels: Sequence[str]) -> Iterator[None]:
    for name in channels[: turn.limits.targets]:
        channel = turn.network.find(name)
        if channel is None or not policy.may_see(channel, turn.user):
            turn.reply(RPL_ENDOFNAMES, name, "End of /NAMES list")
        else:
            yield from _inside(turn, channel)
    turn.refuse_surplus(channels)


def send_names(turn: Turn, channel: Channel) -> None:
    """The members whom the asker may see, as after JOIN."""
    for _ in _inside(turn, channel):
        pass


def _inside(turn: Turn, channel: Channel) -> Iterator[None]:
    symbol = "@" if "s" in channel.flags else "="
    for words in packed(_words(turn, channel)):
        turn.reply(RPL_NAMREPLY, symbol, channel.name, words)
        yield
    turn.reply(RPL_ENDOFNAMES, channel.name, "End of /NAMES list")


def _words(turn: Turn, channel: Channel) -> Iterator[str]:
    """Of those who are in it when this begins, and still when it is their turn."""
    members = channel.members
    for member in list(members.values()):
        user = member.user
        if user.uid in members and policy.may_see_inside(channel, user, turn.user):
            yield _word(turn, member)


def _word(turn: Turn, member: Member) -> str:
    prefixes = member.prefixes if turn.has("multi-prefix") else member.prefixes[:1]
    user = member.user
    return prefixes + (user.mask if turn.has("userhost-in-names") else user.nick)
