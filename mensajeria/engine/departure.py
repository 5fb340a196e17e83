"""Somebody leaves the network: with their last connection, or because they are put out."""

from __future__ import annotations

from mensajeria.chat.events import Expelled, Quitted
from mensajeria.chat.users import User
from mensajeria.engine.audience import Hall
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import Turn
from mensajeria.wire.message import split_source


def depart(turn: Turn, reason: str) -> None:
    """Detach the session of this turn; its user quits with its last session."""
    session, user = turn.session, turn.session.user
    if user is None:
        return
    session.user = None
    last = turn.engine.hall.detach(session, user.uid)
    if last and user.uid in turn.network.users:
        channels = user.channel_keys
        turn.network.remove(user, turn.now)
        if turn.engine.journal_error and not channels:
            return  # nobody would hear it, and what cannot be stored must not pile up
        turn.happened(Quitted(turn.now, turn.msgid(), user.author, reason, channels))


def expel(turn: Turn, user: User, reason: str) -> None:
    """Have somebody leave with all their sessions, which are told why and then closed.

    Their sessions stay attached until that is released, so that they are shown it.
    """
    for session in turn.engine.hall.sessions.get(user.uid, ()):
        session.user = None
        session.closing = True
    channels = user.channel_keys
    turn.network.remove(user, turn.now)
    turn.happened(Quitted(turn.now, turn.msgid(), user.author, reason, channels))
    turn.happened(Expelled(turn.now, turn.msgid(), user.author, reason))


@line(Expelled)
def expelled(event: Expelled) -> bytes:
    host = split_source(event.by.mask)[2]
    return f"ERROR :Closing Link: {host} ({event.reason})\r\n".encode()


@released(Expelled)
def release_expelled(event: Expelled, hall: Hall) -> None:
    hall.tell_user(event, event.by.uid)
    hall.dismiss(event.by.uid)
