"""Saying things once: a message with a token that its author has used before is not said again.

What is decided before it is stored can still be lost. So the answer "you have said this" stands and
falls with what it is about, and what was lost can be said again under the same token.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mensajeria.chat.events import Event, Said, Whispered
from mensajeria.chat.network import Network
from mensajeria.chat.records import Recorded
from mensajeria.chat.said_once import SaidOnce, owner_of
from mensajeria.engine.audience import Hall
from mensajeria.engine.release import lost, released
from mensajeria.engine.restore import release_recorded, restored
from mensajeria.engine.turn import NOBODY, Turn


@dataclass(slots=True)
class Claimed(Recorded):
    """A token is taken from now on, if what was said under it is stored."""

    refusable: ClassVar[bool] = True


@dataclass(slots=True)
class Confirmed(Event):
    """An answer that is only true if what was decided before it is stored."""

    stored: ClassVar[bool] = False
    refusable: ClassVar[bool] = True

    line: bytes


def said_before(turn: Turn, verb: str, target: str, token: str) -> bool:
    """Whether it was said already; its author is told, with the id that it has."""
    said = turn.network.said_once.find(owner_of(turn.user), target, token, turn.now)
    if said is None:
        return False
    about = (verb, "ALREADY_SAID", said.msgid, token, "You have said this already")
    line = turn.formatted("NOTE", about, "", turn.session.granted)
    turn.happened(Confirmed(turn.now, "", turn.user.author, line))
    return True


def claim(turn: Turn, target: str, token: str, msgid: str) -> None:
    """From now on that is said."""
    said = SaidOnce(owner_of(turn.user), target, token, msgid, turn.now)
    for old in turn.network.said_once.add(said):
        if old.is_kept:
            turn.happened(Claimed(turn.now, "", NOBODY, SaidOnce, old.msgid, None))
    if said.is_kept:
        turn.happened(Claimed(turn.now, "", NOBODY, SaidOnce, msgid, said))


released(Claimed)(release_recorded)


@released(Confirmed)
def release_confirmed(event: Confirmed, hall: Hall) -> None:
    if hall.origin is not None:
        hall.origin.outbox.append(event.line)


@lost(Said)
@lost(Whispered)
def lose_token(event: Said | Whispered, network: Network) -> None:
    """It was not said, and may be said again."""
    network.said_once.forget(event.msgid)


@restored(SaidOnce)
def restore_said_once(network: Network, said: SaidOnce) -> None:
    network.said_once.add(said)
