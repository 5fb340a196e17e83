"""JOIN and PART: into channels and out (Modern IRC, "JOIN message", "PART message")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel, backstage
from mensajeria.chat.events import Joined, Kicked, Parted
from mensajeria.chat.modes import Kind, letters
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.audience import Hall
from mensajeria.engine.channel_keeping import keep
from mensajeria.engine.commands.names import send_names
from mensajeria.engine.commands.topic import send_topic
from mensajeria.engine.dispatch import command, must_store
from mensajeria.engine.refusals import numeric_of
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import Folded, distinct, fold, is_channel
from mensajeria.wire.numerics import ERR_LINKCHANNEL

MAX_LINKS: Final = 5
"""How often one JOIN is forwarded at most."""


@command(
    "JOIN",
    help="JOIN <channel>{,<channel>} [<key>{,<key>}]   enter channels; JOIN 0 leaves all",
    stores=True,
)
def join(turn: Turn, channels: list[str], keys: str | None = None) -> None:
    """Keys belong to channels by their place, so that an empty one counts too."""
    if channels == ["0"]:
        for name in [channel.name for channel in turn.user.channels.values()]:
            leave(turn, name, "")
        return
    turn.at_length(_entering(turn, channels, keys.split(",") if keys else []))


def _entering(turn: Turn, channels: Sequence[str], passwords: Sequence[str]) -> Iterator[None]:
    """One after the other: who is in each of them comes with it, which may be much to take."""
    for place, name in enumerate(channels):
        try:
            enter(turn, name, passwords[place] if place < len(passwords) else None)
        except Refused as refusal:
            turn.refused(refusal)
        yield
        must_store(turn)


def enter(turn: Turn, name: str, password: str | None = None, links: int = 0) -> None:
    """Bring the asker into a channel, which is created when there is none.

    `links`: how often they have been forwarded on their way here.
    """
    user, network = turn.user, turn.network
    channel = network.find(name)
    if channel is not None and user.uid in channel.members:
        return
    if not is_channel(name, turn.limits.channel):
        raise Refused(Reason.NO_SUCH_CHANNEL, name)
    if len(user.channels) >= turn.limits.channels_per_user:
        raise Refused(Reason.TOO_MANY_CHANNELS, name)
    former = network.formerly(name) if channel is None else None
    if former is not None and policy.may_see(former, user):
        _lead_to(turn, former, name, password)
        return
    channel = channel or network.empty(name)
    if channel is None:
        channel, modes = _create(turn, name)
    else:
        try:
            policy.may_join(channel, user, password)
        except Refused as refusal:
            _forward(turn, channel, refusal, links)
            return
        modes = channel.standing(user)
    let_in(turn, channel, modes)


def let_in(turn: Turn, channel: Channel, modes: str) -> None:
    """Have the asker be in there with these member modes, and show it to them and the others."""
    user = turn.user
    turn.network.enter(channel, user, modes, turn.now)
    keep(turn, channel)
    at, msgid, apart = turn.now, turn.msgid(), channel.apart(user)
    turn.happened(Joined(at, msgid, user.author, channel.name, channel.key, modes, apart))
    if channel.topic is not None:
        send_topic(turn, channel)
    if not turn.has("no-implicit-names"):
        send_names(turn, channel)


def _create(turn: Turn, name: str) -> tuple[Channel, str]:
    """A new channel, and the member modes of who makes it.

    What an account makes is its own and stays. Where everybody is brought to belongs to nobody
    who happens to come first, but to the server and its operators.
    """
    channel = Channel(name, fold(name), turn.now)
    channel.flags.update(set(turn.settings.channel_modes).intersection(letters(Kind.FLAG)))
    account = turn.user.account
    if channel.key in map(fold, turn.settings.autojoin):
        channel.stays = True
        return channel, ""
    if account is None or turn.network.founded[fold(account)] >= turn.limits.channels_owned:
        return channel, "o"
    channel.stays, channel.founder = True, account
    channel.set_access(account, "qo")
    return channel, "qo"


def _lead_to(turn: Turn, channel: Channel, name: str, password: str | None) -> None:
    """To a channel that had this name before, or say what it is called now (channel-rename).

    "This is a more ambiguous response and SHOULD NOT be used when the capability has been
    negotiated", of 470.
    """
    told = "The channel has been renamed"
    if turn.has("draft/channel-rename"):
        turn.fail("CHANNEL_RENAMED", name, channel.name, told)
    else:
        turn.reply(ERR_LINKCHANNEL, name, channel.name, told)
        enter(turn, channel.name, password)


def _forward(turn: Turn, channel: Channel, refusal: Refused, links: int) -> None:
    """Who may not come in goes where +f says, or is refused.

    "they may be redirected to yet an other channel [...] servers may choose to stop the forwarding
    any time they wish" (IRCv3 forward-mode).
    """
    target = turn.network.find(channel.parameters.get("f", ""))
    if target is None or links >= MAX_LINKS:
        raise refusal
    why = numeric_of(refusal)[1][-1]
    turn.reply(ERR_LINKCHANNEL, channel.name, target.name, f"{why}: forwarding to another channel")
    enter(turn, target.name, links=links + 1)


@command("PART", help="PART <channel>{,<channel>} [:<reason>]   leave channels", stores=True)
def part(turn: Turn, channels: list[str], reason: str | None = None) -> None:
    for name in distinct(channels):
        try:
            leave(turn, name, (reason or "")[: turn.limits.kick])
        except Refused as refusal:
            turn.refused(refusal)


def leave(turn: Turn, name: str, reason: str) -> None:
    """Take the asker out of a channel; the channel goes with its last member."""
    channel, user = turn.network.channel(name), turn.user
    policy.membership(channel, user)
    at, msgid, apart = turn.now, turn.msgid(), channel.apart(user)
    turn.network.leave(channel, user)
    turn.happened(Parted(at, msgid, user.author, channel.name, channel.key, reason, apart))


@line(Joined)
def joined(event: Joined) -> bytes:
    return f":{event.by.mask} JOIN {event.channel}\r\n".encode()


@line(Parted)
def parted(event: Parted) -> bytes:
    reason = f" :{event.reason}" if event.reason else ""
    return f":{event.by.mask} PART {event.channel}{reason}\r\n".encode()


@released(Joined)
def release_joined(event: Joined, hall: Hall) -> None:
    hall.enter(event.key, event.by.uid)
    tell_of_member(event, hall, event.by.uid)


@released(Parted)
def release_parted(event: Parted, hall: Hall) -> None:
    tell_of_member(event, hall, event.by.uid)
    take_out(event.key, hall, event.by.uid)


def tell_of_member(event: Joined | Parted | Kicked, hall: Hall, uid: int) -> None:
    """The channel, or those behind its scenes and the member that it is about."""
    if event.heard:
        hall.tell_peers(event, (event.heard,), uid)
    else:
        hall.tell_channel(event, event.key)


def take_out(key: Folded, hall: Hall, uid: int) -> None:
    """Somebody hears the channel no more, nor what is behind its scenes."""
    hall.leave(key, uid)
    hall.leave(backstage(key), uid)
