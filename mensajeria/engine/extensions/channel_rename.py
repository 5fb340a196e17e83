"""IRCv3 draft/channel-rename: a channel gets another name, and keeps everything else.

Clients that do not know of it are shown that they part, and join the new name. For as long as the
channel lives, who asks for the old name is told the new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.events import ChannelRenamed, Event, Joined, Parted
from mensajeria.chat.network import Network
from mensajeria.engine.audience import Hall
from mensajeria.engine.channel_keeping import rename as rename_kept
from mensajeria.engine.commands.names import send_names
from mensajeria.engine.commands.topic import send_topic
from mensajeria.engine.dispatch import command
from mensajeria.engine.extension import Extension
from mensajeria.engine.release import released
from mensajeria.engine.session import Session
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold, is_channel

NAME: Final = "draft/channel-rename"


@command(
    "RENAME",
    help="RENAME <channel> <new name> [:<reason>]   give a channel another name",
    cost=10,
    stores=True,
)
def rename(turn: Turn, channel: Channel, name: str, reason: str | None = None) -> None:
    """ "Implementations MUST allow channels to be renamed while only changing the casing"."""
    user, network = turn.user, turn.network
    policy.may_rename(channel, user)
    before, key = channel.name, channel.key
    if name == before or not is_channel(name, turn.limits.channel):
        turn.fail("CANNOT_RENAME", before, name, "That is no other name for a channel")
        return
    if not _is_free(network, name, channel):
        turn.fail("CHANNEL_NAME_IN_USE", before, name, "The channel name is already taken")
        return
    rename_kept(turn, channel, name)
    turn.searched += len(channel.members)
    turn.happened(
        ChannelRenamed(
            turn.now,
            turn.msgid(),
            user.author,
            before,
            key,
            channel.name,
            channel.key,
            (reason or "")[: turn.limits.kick],
        )
    )


def _is_free(network: Network, name: str, channel: Channel) -> bool:
    """Whether no other channel has that name, had it before, or will have it again."""
    if fold(name) in network.kept and fold(name) != channel.key:
        return False
    return (network.find(name) or network.formerly(name) or channel) is channel


def renamed(event: ChannelRenamed) -> bytes:
    """ "The server to client command MUST always include the third parameter"."""
    return f":{event.by.mask} RENAME {event.channel} {event.name} :{event.reason}\r\n".encode()


@released(ChannelRenamed)
def release_renamed(event: ChannelRenamed, hall: Hall) -> None:
    if event.key != event.new_key:
        hall.rename(event.key, event.new_key)
    hall.tell_channel(event, event.new_key)


# For those who do not know of it


@dataclass(slots=True)
class Readmitted(Event):
    """A new name as a session is shown it that knows of no such thing; `by` is its own user."""

    stored: ClassVar[bool] = False

    session: Session
    parted: Parted
    joined: Joined
    answers: tuple[bytes, ...]


def readmit_others(turn: Turn, event: ChannelRenamed) -> None:
    """ "This fallback SHOULD NOT be used if the rename only changes the case"."""
    if fold(event.channel) == fold(event.name):
        return
    channel = turn.network.channel(event.name)
    for session in turn.engine.sessions.values():
        user = session.user
        if user is not None and user.uid in channel.members and NAME not in session.capabilities:
            turn.happened(_readmission(turn, session, channel, event))


def _readmission(
    turn: Turn, session: Session, channel: Channel, event: ChannelRenamed
) -> Readmitted:
    """A JOIN "followed by the usual messages that would be sent if the client had joined"."""
    theirs = Turn(turn.engine, session, turn.stamp)
    if channel.topic is not None:
        send_topic(theirs, channel)
    if not theirs.has("no-implicit-names"):
        send_names(theirs, channel)
    at, author = event.at, theirs.user.author
    modes = channel.members[author.uid].modes
    parted = Parted(at, "", author, event.channel, event.key, event.reason)
    joined = Joined(at, "", author, event.name, event.new_key, modes)
    answers = tuple(item for item in theirs.items if isinstance(item, bytes))
    return Readmitted(at, "", author, session, parted, joined, answers)


@released(Readmitted)
def release_readmitted(event: Readmitted, hall: Hall) -> None:
    session = event.session
    if event.joined.key in session.hears:
        hall.tell(event.parted, session)
        hall.tell(event.joined, session)
        session.outbox += event.answers


EXTENSION = Extension(
    NAME, lines={ChannelRenamed: renamed}, causes={ChannelRenamed: readmit_others}
)
