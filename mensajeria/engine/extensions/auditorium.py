"""Auditoriums (channel mode +u): ordinary members see who has a rank, and nobody else.

Half-operators and above see everybody: they also hear what is behind the scenes, where it is told
what hidden members do. Whoever gets a first rank comes into sight, and goes out of it with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mensajeria.chat.channels import Channel, backstage
from mensajeria.chat.events import ChannelRenamed, Event, Joined, ModeChanged, Parted
from mensajeria.chat.mode_changes import Change, read
from mensajeria.chat.modes import Kind
from mensajeria.chat.users import User
from mensajeria.engine.arrival import Attached
from mensajeria.engine.audience import Hall
from mensajeria.engine.extension import Extension
from mensajeria.engine.release import released
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import Folded


@dataclass(slots=True)
class BackstageOpened(Event):
    """Behind the scenes of that channel it is these users who hear, and nobody else."""

    stored: ClassVar[bool] = False

    key: Folded
    uids: tuple[int, ...]


@dataclass(slots=True)
class Sighted(Event):
    """Those who do not see hidden members are shown this of `by`, in or out of sight now."""

    stored: ClassVar[bool] = False

    key: Folded
    shown: tuple[Event, ...]


def on_mode(turn: Turn, event: ModeChanged) -> None:
    channel = turn.network.channel(event.channel)
    changes, _ = read(event.changes[0], event.changes[1:])
    nicks = dict.fromkeys(each.argument for each in changes if each.mode.kind is Kind.RANK)
    switched = any(each.mode.letter == "u" for each in changes)
    if "u" in channel.flags and (nicks or switched):
        _open(turn, channel)
        for nick in nicks:
            _sight(turn, channel, turn.network.user(nick or ""), changes, event)
    elif switched:
        _tell_backstage(turn, channel.key, ())


def _open(turn: Turn, channel: Channel) -> None:
    members = channel.members.values()
    turn.searched += len(members)
    seeing = tuple(member.user.uid for member in members if member.at_least("h"))
    _tell_backstage(turn, channel.key, seeing)


def _tell_backstage(turn: Turn, key: Folded, uids: tuple[int, ...]) -> None:
    turn.happened(BackstageOpened(turn.now, "", turn.user.author, key, uids))


def _sight(
    turn: Turn, channel: Channel, user: User, changes: list[Change], event: ModeChanged
) -> None:
    """Show that somebody is there who got their first rank, or is not who lost the last."""
    member = channel.member(user)
    if member is None:
        return
    theirs = [each for each in changes if each.argument == user.nick]
    given = {each.mode.letter for each in theirs if each.adding}
    at, author = event.at, user.author
    shown: tuple[Event, ...] = ()
    if not member.modes:
        shown = (Parted(at, "", author, channel.name, channel.key),)
    elif given.issuperset(member.modes):
        shown = (Joined(at, "", author, channel.name, channel.key, member.modes), event)
    if shown:
        turn.happened(Sighted(at, "", author, channel.key, shown))


def on_join(turn: Turn, event: Joined) -> None:
    channel = turn.network.channel(event.channel)
    if "u" in channel.flags and event.modes:
        _open(turn, channel)


def on_attach(turn: Turn, event: Attached) -> None:
    for channel in turn.user.channels.values():
        if "u" in channel.flags and channel.sees_hidden(turn.user):
            _open(turn, channel)


def on_rename(turn: Turn, event: ChannelRenamed) -> None:
    channel = turn.network.channel(event.name)
    if "u" in channel.flags:
        _tell_backstage(turn, event.key, ())
        _open(turn, channel)


@released(BackstageOpened)
def release_backstage_opened(event: BackstageOpened, hall: Hall) -> None:
    key = backstage(event.key)
    hall.close(key)
    for uid in event.uids:
        hall.enter(key, uid)


@released(Sighted)
def release_sighted(event: Sighted, hall: Hall) -> None:
    seeing = {*hall.hearers((backstage(event.key),)), *hall.sessions.get(event.by.uid, ())}
    for session in hall.hearers((event.key,)):
        if session not in seeing:
            for part in event.shown:
                hall.tell(part, session)


EXTENSION = Extension(
    "auditorium",
    offered=lambda settings: False,  # a channel mode, no capability
    causes={
        ModeChanged: on_mode,
        Joined: on_join,
        Attached: on_attach,
        ChannelRenamed: on_rename,
    },
)
