"""Proving to know a secret: the server's password, an operator's. Guessing has an end."""

from __future__ import annotations

from collections.abc import Callable

from mensajeria.engine.questions import Matches
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import ERR_PASSWDMISMATCH

TOO_MANY = "Too many wrong passwords from your address; wait a minute"


def exempt(turn: Turn) -> bool:
    """Without flood control, loopback addresses have no limits of their own."""
    address = turn.session.address
    return not turn.limits.throttle and (address == "::1" or address.startswith("127."))


def prove(
    turn: Turn, secret: str, password: str, then: Callable[[bool], None], *, hopeless: bool = False
) -> None:
    """Go on with whether `password` is what `secret` stands for; they are told if it is not.

    `hopeless`: no answer is right, which takes as long to say and looks the same.
    """
    attempts, address = turn.engine.attempts, turn.session.address

    def judged(matches: bool) -> None:
        right = matches and not hopeless
        if not right:
            if password:  # clients come without one to see whether it takes one
                attempts.add(address, turn.now)
            turn.reply(ERR_PASSWDMISMATCH, "Password incorrect")
        then(right)

    if attempts.too_many(address, turn.now) and not exempt(turn):
        turn.reply(ERR_PASSWDMISMATCH, TOO_MANY)
        then(False)
    elif not password:
        judged(False)
    else:
        turn.ask(Matches(secret, password), judged)
