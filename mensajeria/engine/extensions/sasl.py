"""IRCv3 sasl 3.1 and 3.2: logging in to an account, before registration or at any time after.

"Servers SHOULD allow a client, authenticated or otherwise, to reauthenticate [...] at any time";
only somebody with other connections stays who they are on all of them.
"""

from __future__ import annotations

from typing import Final

from mensajeria.engine.accounts import abandon
from mensajeria.engine.dispatch import command
from mensajeria.engine.extension import Extension
from mensajeria.engine.sasl import external, plain, scram
from mensajeria.engine.sasl.exchange import Exchange, Step, challenge, refuse, take
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import ERR_SASLALREADY, RPL_SASLMECHS

NAME: Final = "sasl"

MECHANISMS: Final[dict[str, Step]] = {
    "PLAIN": plain.respond,
    "SCRAM-SHA-256": scram.respond,
    "EXTERNAL": external.respond,
}


def mechanisms(_settings: Settings, session: Session) -> str:
    """Those that are of use to this connection: EXTERNAL is about a certificate that it showed."""
    return ",".join(name for name in MECHANISMS if name != "EXTERNAL" or session.fingerprint)


EXTENSION = Extension(
    NAME,
    value_for_session=mechanisms,
    offered=lambda settings: settings.accounts.enabled,
)


@command(
    "AUTHENTICATE",
    help="AUTHENTICATE <mechanism or Base64> [<Base64>]   log in; clients do it for you",
    registered=False,
    cost=2,
)
def authenticate(turn: Turn, text: str, initial: str | None = None) -> None:
    exchange = turn.session.exchange
    if not turn.has(NAME):
        refuse(turn, "ask for the sasl capability first")
    elif isinstance(exchange, Exchange):
        _go_on(turn, exchange, text)
    elif text == "*":
        turn.session.exchange = Exchange(plain.respond)
        abandon(turn)
    else:
        _begin(turn, text, initial)


def _go_on(turn: Turn, exchange: Exchange, text: str) -> None:
    if text == "*":
        abandon(turn)
    else:
        take(turn, exchange, text)


def _begin(turn: Turn, text: str, initial: str | None) -> None:
    """ "the server sends an empty response" since all mechanisms here are client-first; it is left
    out when their first message came at once (IRCv3 sasl-ir)."""
    user = turn.session.user
    step = MECHANISMS.get(text.upper())
    if user is not None and len(turn.engine.attendance.here(user.uid)) > 1:
        turn.reply(ERR_SASLALREADY, "You have already authenticated using SASL")
    elif step is None:
        known = mechanisms(turn.settings, turn.session)
        turn.reply(RPL_SASLMECHS, known, "are available SASL mechanisms")
        refuse(turn, "there is no such mechanism")
    elif initial is None:
        challenge(turn, b"", step)
    else:
        exchange = turn.session.exchange = Exchange(step)
        _go_on(turn, exchange, initial)
