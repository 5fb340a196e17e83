"""IRCv3 chghost: usernames and hosts change without anybody having to come in again.

Clients that do not know of it are shown a QUIT, and a JOIN and the modes for each channel.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Final

from mensajeria.chat.channels import Channel
from mensajeria.chat.events import (
    Author,
    AwayChanged,
    Event,
    HostChanged,
    Joined,
    ModeChanged,
    Quitted,
)
from mensajeria.chat.users import User
from mensajeria.engine.audience import Hall
from mensajeria.engine.extension import Extension
from mensajeria.engine.release import released
from mensajeria.engine.session import Session
from mensajeria.engine.turn import NOBODY, Turn
from mensajeria.wire.casemapping import Folded

NAME: Final = "chghost"


@dataclass(slots=True)
class Reappeared(Event):
    """A change of host for those who do not know of such: somebody is gone and back again.

    `back` has, for each channel by its folded name, what those who hear it are shown.
    """

    stored: ClassVar[bool] = False

    gone: Quitted
    back: tuple[tuple[Folded, tuple[Event, ...]], ...]


def host_changed(event: HostChanged) -> bytes:
    return f":{event.by.mask} CHGHOST {event.username} {event.host}\r\n".encode()


def simulate(turn: Turn, event: HostChanged) -> None:
    """ "servers SHOULD send fallback messages to simulate the client reconnecting [...] to
    restore membership and user channel modes"."""
    user = turn.network.users[event.by.uid]
    gone = Quitted(event.at, "", event.by, "Changing hostname", event.channels)
    server = replace(NOBODY, mask=turn.settings.server)
    back = tuple(
        (channel.heard(user), _return(event, user, channel, server))
        for channel in user.channels.values()
    )
    turn.happened(Reappeared(event.at, "", event.by, gone, back))


def _return(event: HostChanged, user: User, channel: Channel, server: Author) -> tuple[Event, ...]:
    at, key = event.at, channel.key
    modes = channel.members[user.uid].modes
    shown: list[Event] = [Joined(at, "", user.author, channel.name, key, modes)]
    if modes:
        changes = (f"+{modes}", *[user.nick] * len(modes))
        shown.append(ModeChanged(at, "", server, channel.name, key, changes))
    if user.away is not None:
        shown.append(AwayChanged(at, "", user.author, user.away, (key,)))
    return tuple(shown)


@released(Reappeared)
def release_reappeared(event: Reappeared, hall: Hall) -> None:
    for session in _unaware(event, hall, event.gone.channels):
        hall.tell(event.gone, session)
    for key, shown in event.back:
        inside = _unaware(event, hall, (key,))
        for part in shown:
            for session in inside:
                hall.tell(part, session)


def _unaware(event: Event, hall: Hall, keys: tuple[Folded, ...]) -> list[Session]:
    """ "other clients who share channels with the changed client", without the capability."""
    own = hall.sessions.get(event.by.uid, {})
    knows = hall.renderer.profile([NAME])
    hearers = hall.hearers(keys)
    return [each for each in hearers if each not in own and not each.profile & knows]


EXTENSION = Extension(NAME, lines={HostChanged: host_changed}, causes={HostChanged: simulate})
