"""IRCv3 away-notify: one is told when somebody in one's channels goes away or comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mensajeria.chat.events import AwayChanged, Event, Joined
from mensajeria.engine.audience import Hall
from mensajeria.engine.extension import Extension
from mensajeria.engine.release import released
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import Folded


@dataclass(slots=True)
class JoinedAway(Event):
    """Somebody came into a channel who is away. For the others there, after the JOIN."""

    stored: ClassVar[bool] = False

    text: str
    key: Folded


def away(event: AwayChanged | JoinedAway) -> bytes:
    """ "If the message is not present, the user is removing their away message/state"."""
    text = "" if event.text is None else f" :{event.text}"
    return f":{event.by.mask} AWAY{text}\r\n".encode()


def tell_of_away(turn: Turn, event: Joined) -> None:
    """ "AWAY will not be sent for joining users with no away message set"."""
    user = turn.network.users[event.by.uid]
    if user.away is not None:
        turn.happened(
            JoinedAway(event.at, turn.msgid(), event.by, user.away, event.heard or event.key)
        )


@released(JoinedAway)
def release_joined_away(event: JoinedAway, hall: Hall) -> None:
    own = hall.sessions.get(event.by.uid, {})
    for session in hall.hearers((event.key,)):
        if session not in own:
            hall.tell(event, session)


EXTENSION = Extension(
    "away-notify",
    lines={AwayChanged: away, JoinedAway: away},
    causes={Joined: tell_of_away},
)
