"""Somebody leaves the network: with their last connection, or because they are put out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mensajeria.chat.events import Event, Expelled
from mensajeria.chat.users import User
from mensajeria.engine.absence import settle
from mensajeria.engine.audience import Hall
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.session import Session
from mensajeria.engine.staying import leave_network, stay, stays
from mensajeria.engine.turn import Turn
from mensajeria.wire.message import split_source


@dataclass(slots=True)
class Detached(Event):
    """From here on the session hears nothing more. No fact of the chat: not stored."""

    stored: ClassVar[bool] = False

    session: Session


def depart(turn: Turn, reason: str) -> None:
    """Detach the session of this turn; its user quits with its last session.

    One that quits still hears what was said before; one that is gone cannot.
    """
    session, user, hall = turn.session, turn.session.user, turn.engine.hall
    if user is None:
        return
    session.closing = True
    if session.gone:
        hall.detach(session, user.uid)
    else:
        turn.happened(Detached(turn.now, "", user.author, session))
    if user.uid not in turn.network.users:
        return
    if turn.engine.attendance.here(user.uid):
        settle(turn, user)
    elif stays(turn, user):
        stay(turn, user)
    else:
        leave_network(turn, user, reason)


def expel(turn: Turn, user: User, reason: str) -> None:
    """Have somebody leave with all their sessions, which are told why and then closed.

    Their sessions stay attached until that is released, so that they are shown it.
    """
    for session in turn.engine.attendance.of(user.uid):
        session.closing = True
    leave_network(turn, user, reason)
    turn.happened(Expelled(turn.now, turn.msgid(), user.author, reason))


@released(Detached)
def release_detached(event: Detached, hall: Hall) -> None:
    hall.detach(event.session, event.by.uid)


@line(Expelled)
def expelled(event: Expelled) -> bytes:
    host = split_source(event.by.mask)[2]
    return f"ERROR :Closing Link: {host} ({event.reason})\r\n".encode()


@released(Expelled)
def release_expelled(event: Expelled, hall: Hall) -> None:
    hall.tell_user(event, event.by.uid)
    hall.dismiss(event.by.uid)
