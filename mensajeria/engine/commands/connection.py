"""PING, PONG, QUIT and ERROR: whether the connection lives, and its end (Modern IRC)."""

from __future__ import annotations

from mensajeria.chat.events import Quitted
from mensajeria.engine.audience import Hall
from mensajeria.engine.departure import depart
from mensajeria.engine.dispatch import command
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import ERR_NOORIGIN


@command("PING", help="PING <token>   ask for a PONG with the token", registered=False, cost=0.5)
def ping(turn: Turn, token: str | None = None) -> None:
    if not token:
        turn.reply(ERR_NOORIGIN, "No origin specified")
    else:
        turn.send("PONG", turn.settings.server, token)


@command("PONG", help="PONG <token>   the answer to the server's PING", registered=False, cost=0)
def pong(turn: Turn, token: str | None = None) -> None:
    """Being heard is enough: the net notes when a connection last said something."""


@command("QUIT", help="QUIT [:<reason>]   leave", registered=False, cost=0)
def leave(turn: Turn, reason: str | None = None) -> None:
    """ "servers SHOULD prepend <reason> with [...] "Quit: " [...] even if <reason> is empty"."""
    text = f"Quit: {(reason or '')[: turn.limits.kick]}"
    depart(turn, text)
    turn.close(text)


@command("ERROR", help="ERROR   is sent by servers only", registered=False)
def error(turn: Turn, text: str | None = None) -> None:
    """ "This command is not used by clients": ignored."""


@line(Quitted)
def quitted(event: Quitted) -> bytes:
    return f":{event.by.mask} QUIT :{event.reason}\r\n".encode()


@released(Quitted)
def release_quitted(event: Quitted, hall: Hall) -> None:
    hall.tell_peers(event, event.channels, event.by.uid)
    hall.leave_all(event.by.uid)
