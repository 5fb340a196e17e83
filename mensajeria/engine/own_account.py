"""What people do with their own account, whatever command they do it with."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mensajeria.chat.accounts import Account
from mensajeria.engine.accounts import keep
from mensajeria.engine.failed import Failed
from mensajeria.engine.turn import Turn

_HEX: Final = frozenset("0123456789abcdef")


def own_account(turn: Turn) -> Account:
    """The one that the asker is logged in to. Raises Failed."""
    found = turn.network.accounts.find(turn.user.account or "")
    if found is None:
        raise Failed("NOT_LOGGED_IN", "You are not logged in to an account")
    return found


def certify(turn: Turn, text: str = "") -> None:
    """Have a client certificate log in to it: that of this connection, or of this SHA-256
    fingerprint in hex. Raises Failed."""
    own = own_account(turn)
    fingerprint = _plain(text) or turn.session.fingerprint
    if len(fingerprint) != 64 or not _HEX.issuperset(fingerprint):
        text = "Connect with a certificate, or give its SHA-256 fingerprint"
        raise Failed("BAD_FINGERPRINT", "*", text)
    if turn.network.accounts.of_certificate(fingerprint) is not None:
        raise Failed("FINGERPRINT_IN_USE", fingerprint, "It logs in to an account already")
    if len(own.fingerprints) >= turn.settings.accounts.certificates:
        text = "It has as many certificates as it may have"
        raise Failed("TOO_MANY_CERTIFICATES", own.name, text)
    keep(turn, replace(own, fingerprints=(*own.fingerprints, fingerprint)))


def decertify(turn: Turn, text: str) -> None:
    """Have that certificate log in to it no more. Raises Failed."""
    own, fingerprint = own_account(turn), _plain(text)
    if fingerprint not in own.fingerprints:
        raise Failed("BAD_FINGERPRINT", "*", "Your account has no such certificate")
    rest = tuple(each for each in own.fingerprints if each != fingerprint)
    keep(turn, replace(own, fingerprints=rest))


def _plain(fingerprint: str) -> str:
    return fingerprint.replace(":", "").lower()
