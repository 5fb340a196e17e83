"""IRCv3 extended-monitor: of those one watches, one also hears AWAY, ACCOUNT, CHGHOST and SETNAME.

Each only with the capability that shows it to those in the same channel. Clients such as goguma and
gamja ask for the draft that it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from mensajeria.chat.events import (
    AccountChanged,
    AwayChanged,
    Event,
    HostChanged,
    RealnameChanged,
)
from mensajeria.engine.audience import Hall
from mensajeria.engine.extension import Extension
from mensajeria.engine.release import released
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold

NAME: Final = "extended-monitor"
Change = AccountChanged | AwayChanged | HostChanged | RealnameChanged


@dataclass(slots=True)
class Watched(Event):
    """Something that only those who share a channel heard, for those who watch."""

    stored: ClassVar[bool] = False

    change: Change


def tell_of_change(turn: Turn, event: Change) -> None:
    turn.happened(Watched(event.at, event.msgid, event.by, event))


@released(Watched)
def release_watched(event: Watched, hall: Hall) -> None:
    """Once: those who share a channel have heard it already."""
    wants = hall.renderer.profile([NAME])
    watchers = [each for each in hall.watchers.of(fold(event.by.nick)) if each.profile & wants]
    if not watchers:
        return
    told = {*hall.hearers(event.change.channels), *hall.sessions.get(event.by.uid, ())}
    for session in watchers:
        if session not in told:
            hall.tell(event.change, session)


EXTENSION = Extension(
    NAME,
    aliases=("draft/extended-monitor",),
    causes=dict.fromkeys(
        (AccountChanged, AwayChanged, HostChanged, RealnameChanged), tell_of_change
    ),
)
