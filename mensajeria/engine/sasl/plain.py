"""PLAIN (RFC 4616): account and password as they are."""

from __future__ import annotations

from mensajeria.chat.accounts import Account
from mensajeria.engine.accounts import WRONG, check_password
from mensajeria.engine.sasl.exchange import accept, refuse
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold


def respond(turn: Turn, message: bytes) -> None:
    """`message = [authzid] NUL authcid NUL passwd`; one speaks for no account but one's own."""
    try:
        acting, name, password = message.decode().split("\0")
    except ValueError:
        refuse(turn, "this is not [account] NUL account NUL password, in UTF-8")
        return
    account = turn.network.accounts.find(name)
    if acting and fold(acting) != fold(name):
        refuse(turn, "you may act for your own account only")
        return
    check_password(turn, account, password, lambda why: _checked(turn, account, why))


def _checked(turn: Turn, account: Account | None, why: str) -> None:
    if why or account is None:
        refuse(turn, why or WRONG)
    else:
        accept(turn, account)
