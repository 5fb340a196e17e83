"""IRCv3 draft/read-marker: MARKREAD, for the devices of one person to know what was read.

Markers belong to the account, and are then remembered; a guest's are gone when they are. As with
history, whoever has not asked for the capability may use the command.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from mensajeria.chat.events import Event, Joined, Quitted
from mensajeria.chat.network import Network
from mensajeria.chat.places import owners
from mensajeria.chat.read_markers import ReadMarker
from mensajeria.chat.users import User
from mensajeria.engine.arrival import Shown
from mensajeria.engine.audience import Hall
from mensajeria.engine.dispatch import command
from mensajeria.engine.extension import Extension
from mensajeria.engine.release import released
from mensajeria.engine.restore import restored
from mensajeria.engine.turn import NOBODY, Turn
from mensajeria.wire.casemapping import CHANTYPES, fold, is_channel, is_nick
from mensajeria.wire.message import format_message
from mensajeria.wire.times import iso, milliseconds

NAME: Final = "draft/read-marker"
EVER: Final = 1_000_000
"""What is restored was within the limit when it was set."""


@dataclass(slots=True)
class MarkerMoved(Event):
    """The sessions of these users are told where a marker is; `asker`: the one that moved it, too.

    It is the server that tells, so there is no author whose account would be in a tag.

    "Servers MUST NOT leak read markers sent by a user to other users".
    """

    stored: ClassVar[bool] = False

    server: str
    target: str
    marker: int
    to: tuple[int, ...]
    asker: bool = False


@command(
    "MARKREAD",
    help="MARKREAD <target> [timestamp=<moment>]   until when you have read a channel or a nick",
)
def markread(turn: Turn, target: str | None = None, moment: str | None = None) -> None:
    """ "If the server receives a MARKREAD command with missing parameters, the NEED_MORE_PARAMS
    error code MUST be returned"."""
    if not target:
        turn.fail("NEED_MORE_PARAMS", "Missing parameters")
    elif not _can_be(turn, target):
        turn.fail("INVALID_PARAMS", target, "There can be no such channel or nick")
    elif moment is None:
        _tell(turn, target)
    else:
        at = milliseconds(moment.removeprefix("timestamp="))
        if at is None or not moment.startswith("timestamp="):
            turn.fail("INVALID_PARAMS", target, moment, "Invalid timestamp")
        else:
            _move(turn, target, at)


def _can_be(turn: Turn, target: str) -> bool:
    if target[:1] in CHANTYPES:
        return is_channel(target, turn.limits.channel)
    return is_nick(target, turn.limits.nick)


def _move(turn: Turn, target: str, at: int) -> None:
    """ "it can clamp it between the last read timestamp and the current time, and broadcast the new
    value to all clients if it was changed"."""
    user, markers = turn.user, turn.network.read_markers
    owner, key, at = owners(user)[-1], fold(target), min(at, turn.now)
    if at <= markers.at(owners(user), key):
        _tell(turn, target)
    elif user.account is not None and turn.engine.journal_error:
        turn.fail("INTERNAL_ERROR", target, "The read timestamp could not be set")
    else:
        marker = ReadMarker(owner, key, at)
        dropped = markers.put(marker, turn.limits.read_markers)
        if user.account is not None:
            _remember(turn, marker, dropped)
        turn.happened(_moved(turn, target))
        _tell(turn, target)


def _remember(turn: Turn, marker: ReadMarker, dropped: Iterable[ReadMarker]) -> None:
    turn.remember(marker.key, marker)
    for other in dropped:
        turn.forget(ReadMarker, other.key)


def _tell(turn: Turn, target: str) -> None:
    turn.send("MARKREAD", _called(turn, target), _shown(_marker(turn.network, turn.user, target)))


def _moved(turn: Turn, target: str) -> MarkerMoved:
    """For all who are this account; the session that asked has its answer."""
    user, server = turn.user, turn.settings.server
    uids = turn.network.logged_in.get(fold(user.account), {}) if user.account is not None else {}
    to = tuple(dict.fromkeys((user.uid, *uids)))
    marker = _marker(turn.network, user, target)
    return MarkerMoved(turn.now, "", NOBODY, server, _called(turn, target), marker, to)


def _marker(network: Network, user: User, target: str) -> int:
    return network.read_markers.at(owners(user), fold(target))


def _called(turn: Turn, target: str) -> str:
    channel = turn.network.find(target)
    return target if channel is None else channel.name


def _shown(marker: int) -> str:
    """ "If there is no known last message read timestamp", it is an asterisk."""
    return f"timestamp={iso(marker)}" if marker else "*"


def moved(event: MarkerMoved) -> bytes:
    return format_message("MARKREAD", [event.target, _shown(event.marker)], source=event.server)


@released(MarkerMoved)
def release_moved(event: MarkerMoved, hall: Hall) -> None:
    for uid in event.to:
        for session in hall.sessions.get(uid, ()):
            if event.asker or session is not hall.origin:
                hall.tell(event, session)


def joined(turn: Turn, event: Joined) -> None:
    """ "after the server sends a server JOIN command to the client for a corresponding channel, the
    server MUST send a MARKREAD command for that channel ... before the RPL_ENDOFNAMES reply"."""
    user = turn.network.users[event.by.uid]
    marker = _marker(turn.network, user, event.channel)
    server, to = turn.settings.server, (user.uid,)
    turn.happened(MarkerMoved(turn.now, "", NOBODY, server, event.channel, marker, to, asker=True))


def shown(turn: Turn, event: Shown) -> None:
    """The same for a device that comes to somebody who is in the channel."""
    if turn.has(NAME):
        _tell(turn, event.channel)


def quitted(turn: Turn, event: Quitted) -> None:
    """A guest's markers are nobody's any more."""
    turn.network.read_markers.forget(owners(event.by)[0])


@restored(ReadMarker)
def restore_marker(network: Network, marker: ReadMarker) -> None:
    network.read_markers.put(marker, EVER)


EXTENSION = Extension(
    NAME,
    lines={MarkerMoved: moved},
    causes={Joined: joined, Shown: shown, Quitted: quitted},
)
