"""An exchange of SASL messages with one client: gathering theirs, splitting ours, and its end.

A mechanism is a chain of steps. Each gets the client's next message and ends in `challenge`,
`accept` or `refuse`, now or after asking for something slow.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Final

from mensajeria.chat.accounts import Account
from mensajeria.engine.accounts import log_in
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import ERR_SASLFAIL, ERR_SASLTOOLONG, RPL_SASLSUCCESS

CHUNK: Final = 400
"""Base64 characters of one AUTHENTICATE ("split to 400-byte chunks")."""

LONGEST: Final = 4096
"""Base64 characters of a client's whole message."""

Step = Callable[[Turn, bytes], None]


class Exchange:
    """What was received of the client's next message, and who waits for it."""

    __slots__ = ("chunks", "step")

    def __init__(self, step: Step) -> None:
        self.step = step
        self.chunks: list[str] = []


def challenge(turn: Turn, message: bytes, then: Step) -> None:
    """Send that to the client and go on with its answer."""
    turn.session.exchange = Exchange(then)
    text = base64.b64encode(message).decode()
    for start in range(0, len(text), CHUNK):
        turn.send("AUTHENTICATE", text[start : start + CHUNK])
    if len(text) % CHUNK == 0:  # "also followed by `AUTHENTICATE +`", as an empty one is
        turn.send("AUTHENTICATE", "+")


def take(turn: Turn, exchange: Exchange, text: str) -> None:
    """A piece of the client's message; with the last one, the mechanism goes on."""
    exchange.chunks.append("" if text == "+" else text)
    if len(text) > CHUNK or sum(map(len, exchange.chunks)) > LONGEST:
        turn.session.exchange = None
        turn.reply(ERR_SASLTOOLONG, "SASL message too long")
    elif len(text) < CHUNK:
        _whole(turn, exchange)


def _whole(turn: Turn, exchange: Exchange) -> None:
    turn.session.exchange = None
    try:
        message = base64.b64decode("".join(exchange.chunks), validate=True)
    except ValueError:
        refuse(turn, "this is not Base64")
    else:
        exchange.step(turn, message)


def accept(turn: Turn, account: Account) -> None:
    log_in(turn, account)
    turn.reply(RPL_SASLSUCCESS, "SASL authentication successful")


def refuse(turn: Turn, why: str) -> None:
    turn.reply(ERR_SASLFAIL, f"SASL authentication failed: {why}")
