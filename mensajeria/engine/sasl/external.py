"""EXTERNAL (RFC 4422, appendix A): the certificate that the client showed in TLS says it all."""

from __future__ import annotations

from mensajeria.engine.sasl.exchange import accept, refuse
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold


def respond(turn: Turn, message: bytes) -> None:
    """The message is whom to act for, or empty: whom the certificate belongs to."""
    account = turn.network.accounts.of_certificate(turn.session.fingerprint)
    if account is None:
        refuse(turn, "your certificate belongs to no account here")
    elif message and fold(message.decode(errors="replace")) != account.key:
        refuse(turn, "your certificate belongs to another account")
    else:
        accept(turn, account)
