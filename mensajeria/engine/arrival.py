"""A session begins to speak for somebody: a newcomer, or one who is here with other devices.

The counterpart of `departure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mensajeria.chat.events import Event
from mensajeria.chat.users import User
from mensajeria.engine.audience import Hall
from mensajeria.engine.release import released
from mensajeria.engine.session import Session
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import Folded


@dataclass(slots=True)
class Attached(Event):
    """From here on the session hears what the user hears. No fact of the chat: not stored."""

    stored: ClassVar[bool] = False

    session: Session
    channels: tuple[Folded, ...]


@dataclass(slots=True)
class Welcomed(Event):
    """The session of this turn was told all that newcomers are told. Shown to nobody."""

    stored: ClassVar[bool] = False


@dataclass(slots=True)
class Shown(Event):
    """A session was told that it is in a channel. No news, so only followed, never released."""

    stored: ClassVar[bool] = False

    channel: str


def attach(turn: Turn, user: User) -> None:
    """Have the session of this turn speak for somebody, who may be in channels already.

    Turns are released in the order in which they were decided, so the channels of now are the
    audiences of then.
    """
    session = turn.session
    session.user = user
    turn.engine.attendance.add(session, user.uid)
    turn.happened(Attached(turn.now, "", user.author, session, user.channel_keys))


def welcomed(turn: Turn) -> None:
    """Let extensions say what else there is to say to who comes."""
    turn.happened(Welcomed(turn.now, "", turn.user.author))


@released(Welcomed)
def release_welcomed(event: Welcomed, hall: Hall) -> None:
    """What comes of it is for extensions."""


@released(Attached)
def release_attached(event: Attached, hall: Hall) -> None:
    if not event.session.gone:
        hall.attach(event.session, event.by.uid, event.channels)
