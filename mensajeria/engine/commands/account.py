"""ACCOUNT: what one does with an account once one has it, and what operators do with others'.

For people who type; programs have the extensions. Answers are standard replies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mensajeria.chat.accounts import Account
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.accounts import delete, log_out
from mensajeria.engine.credentials import Unfit, set_password
from mensajeria.engine.dispatch import command
from mensajeria.engine.failed import Failed
from mensajeria.engine.nicks import look_at
from mensajeria.engine.own_account import certify, decertify, own_account
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import is_nick

LISTED: Final = 500
"""Accounts of one LIST."""


@command(
    "ACCOUNT",
    help="ACCOUNT SHOW|LOGOUT|PASSWORD <new>|CERT [<fingerprint>]|UNCERT <fingerprint>   your own;"
    " operators: ADD <account> <password>|RESET <account> <password>|DELETE <account>|LIST",
    stores=True,
    cost=5,
)
def account(turn: Turn, action: str, *rest: str) -> None:
    if not turn.settings.accounts.enabled:
        turn.fail("ACCOUNTS_DISABLED", "There are no accounts here")
        return
    found = _ACTIONS.get(action.upper())
    if found is None:
        turn.fail("UNKNOWN_ACTION", "*", "Say HELP ACCOUNT to see what there is")
        return
    act, least = found
    if len(rest) < least:
        raise Refused(Reason.MISSING_PARAMETERS, "ACCOUNT")
    try:
        act(turn, *rest[: max(least, 1)])
    except Unfit as unfit:
        turn.fail(unfit.code, str(unfit))
    except Failed as failed:
        turn.fail(*failed.reply)


def _named(turn: Turn, name: str) -> Account:
    """Another's account, for operators alone."""
    _must_be_operator(turn)
    found = turn.network.accounts.find(name)
    if found is None:
        raise Failed("NO_SUCH_ACCOUNT", "*", "There is no account of that name")
    return found


def _must_be_operator(turn: Turn) -> None:
    if not turn.user.is_operator:
        raise Refused(Reason.OPERATOR_NEEDED)


def _show(turn: Turn, _ignored: str = "") -> None:
    own = own_account(turn)
    turn.note("ACCOUNT", own.name, "This is the account that you are logged in to")
    for fingerprint in own.fingerprints:
        turn.note("CERTIFICATE", own.name, fingerprint)


def _log_out(turn: Turn, _ignored: str = "") -> None:
    own_account(turn)
    log_out(turn, turn.user)


def _password(turn: Turn, password: str) -> None:
    own = own_account(turn)
    set_password(turn, own, password, lambda now: _told(turn, now, "has a new password"))


def _certificate(turn: Turn, text: str = "") -> None:
    """Without a fingerprint, that of the certificate which this connection has shown."""
    certify(turn, text)
    _told(turn, own_account(turn), "can be logged in to with that certificate")


def _no_certificate(turn: Turn, text: str) -> None:
    decertify(turn, text)
    _told(turn, own_account(turn), "cannot be logged in to with that certificate any more")


def _add(turn: Turn, name: str, password: str) -> None:
    _must_be_operator(turn)
    if not is_nick(name, turn.limits.nick):
        turn.fail("BAD_ACCOUNT_NAME", "*", "An account has a name that could be a nick")
    elif turn.network.accounts.find(name) is not None:
        turn.fail("ACCOUNT_EXISTS", name, "There is an account of that name already")
    else:
        made = Account(name, turn.now)
        set_password(turn, made, password, lambda now: _made(turn, now))


def _made(turn: Turn, account: Account) -> None:
    _told(turn, account, "was made")
    holder = turn.network.nicks.get(account.key)
    if holder is not None:
        look_at(turn, holder)


def _reset(turn: Turn, name: str, password: str) -> None:
    found = _named(turn, name)
    set_password(turn, found, password, lambda now: _told(turn, now, "has a new password"))


def _delete(turn: Turn, name: str) -> None:
    found = _named(turn, name)
    delete(turn, found)
    _told(turn, found, "was deleted")


def _list(turn: Turn, _ignored: str = "") -> None:
    _must_be_operator(turn)
    accounts = turn.network.accounts
    for each in sorted(accounts, key=lambda found: found.key)[:LISTED]:
        turn.note("ACCOUNT", each.name, f"{len(each.fingerprints)} certificates")
    turn.note("ACCOUNTS", str(len(accounts)), "accounts in all")
    turn.searched += len(accounts)


def _told(turn: Turn, changed: Account, what: str) -> None:
    turn.note("CHANGED", changed.name, f"The account {changed.name} {what}")


_ACTIONS: Final[dict[str, tuple[Callable[..., None], int]]] = {
    "SHOW": (_show, 0),
    "LOGOUT": (_log_out, 0),
    "PASSWORD": (_password, 1),
    "CERT": (_certificate, 0),
    "UNCERT": (_no_certificate, 1),
    "ADD": (_add, 2),
    "RESET": (_reset, 2),
    "DELETE": (_delete, 1),
    "LIST": (_list, 0),
}
"""What is done, and how many words it needs."""
