"""SCRAM-SHA-256 (RFC 5802, RFC 7677): the password never travels, and the server proves itself.

No channel binding: SCRAM-SHA-256-PLUS is not offered, so a client may say "n" or "y" to it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from mensajeria.chat.accounts import Account, ScramKeys
from mensajeria.engine.accounts import TRY_LATER, WRONG, count_failure, may_try
from mensajeria.engine.questions import Nonce
from mensajeria.engine.sasl.exchange import accept, challenge, refuse
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold

SHA256: Final = "sha256"
PROOF: Final = 32
"""Bytes of a client's proof."""


class Bad(Exception):
    """What came is not what the protocol wants; str() is a `server-error-value` of RFC 5802, 7."""


@dataclass(frozen=True)
class First:
    """The client's first message: header, `n=`, `r=`, and what of it is signed later."""

    header: bytes
    name: str
    nonce: str
    bare: str


def keys_of(password: bytes, salt: bytes, iterations: int) -> ScramKeys:
    """What to keep of a password (RFC 5802, section 3). Slow: as long as `iterations` ask for."""
    salted = hashlib.pbkdf2_hmac(SHA256, password, salt, iterations)
    client_key = _hmac(salted, b"Client Key")
    stored_key = hashlib.sha256(client_key).digest()
    return ScramKeys(salt, iterations, stored_key, _hmac(salted, b"Server Key"))


@dataclass(frozen=True)
class Begun:
    """Both have said who they are; `nonce` is the client's and ours together."""

    account: Account
    keys: ScramKeys
    first: First
    nonce: str

    @property
    def challenge(self) -> str:
        return f"r={self.nonce},s={_base64(self.keys.salt)},i={self.keys.iterations}"


def respond(turn: Turn, message: bytes) -> None:
    try:
        first = _first(message)
    except Bad as error:
        refuse(turn, str(error))
        return
    account = turn.network.accounts.find(first.name)
    if account is None or account.credentials is None:
        refuse(turn, WRONG)
    elif not may_try(turn, account):
        refuse(turn, TRY_LATER)
    else:
        keys = account.credentials.scram
        turn.ask(
            Nonce(), lambda ours: _begin(turn, Begun(account, keys, first, first.nonce + ours))
        )


def _begin(turn: Turn, begun: Begun) -> None:
    message = begun.challenge.encode()
    challenge(turn, message, lambda turn, message: _prove(turn, message, begun))


def _prove(turn: Turn, message: bytes, begun: Begun) -> None:
    """The client proves that it knows the password, and we that we know it."""
    try:
        without_proof, proof = _final(message, begun)
        signed = f"{begun.first.bare},{begun.challenge},{without_proof}".encode()
        _check(begun.keys, signed, proof)
    except Bad as error:
        count_failure(turn, begun.account)
        refuse(turn, str(error))
        return
    signature = f"v={_base64(_hmac(begun.keys.server_key, signed))}".encode()
    challenge(turn, signature, lambda turn, message: _end(turn, message, begun.account))


def _end(turn: Turn, message: bytes, account: Account) -> None:
    """The client has nothing more to say: it believes the server's signature."""
    if message:
        refuse(turn, "other-error")
    elif turn.network.accounts.find(account.name) != account:  # changed meanwhile
        refuse(turn, WRONG)
    else:
        accept(turn, account)


def _first(message: bytes) -> First:
    """`gs2-cbind-flag "," [authzid] "," [reserved-mext ","] username "," nonce ["," extensions]`"""
    flag, acting, *attributes = _text(message).split(",")
    if flag.startswith("p="):
        raise Bad("channel-binding-not-supported")
    if flag not in ("n", "y") or acting[:2] not in ("", "a="):
        raise Bad("invalid-encoding")
    if attributes and attributes[0].startswith("m="):
        raise Bad("extensions-not-supported")
    if len(attributes) < 2:
        raise Bad("invalid-encoding")
    name = _name(_value(attributes[0], "n"))
    nonce = _value(attributes[1], "r")
    if not nonce or not all("!" <= c <= "~" for c in nonce):
        raise Bad("invalid-encoding")
    if acting and fold(_name(acting[2:])) != fold(name):
        raise Bad("other-error")
    return First(f"{flag},{acting},".encode(), name, nonce, ",".join(attributes))


def _final(message: bytes, begun: Begun) -> tuple[str, bytes]:
    """`channel-binding "," nonce ["," extensions] "," proof`: what comes before the proof, and it.

    The binding repeats the header, so that nobody on the way can have changed it.
    """
    without_proof, _, proof = _text(message).rpartition(",")
    attributes = without_proof.split(",")
    if len(attributes) < 2:
        raise Bad("invalid-encoding")
    if _bytes(_value(attributes[0], "c")) != begun.first.header:
        raise Bad("channel-bindings-dont-match")
    if _value(attributes[1], "r") != begun.nonce:
        raise Bad("other-error")
    return without_proof, _bytes(_value(proof, "p"))


def _check(keys: ScramKeys, signed: bytes, proof: bytes) -> None:
    """ "ClientProof := ClientKey XOR ClientSignature", and StoredKey is the hash of ClientKey."""
    if len(proof) != PROOF:
        raise Bad("invalid-proof")
    signature = _hmac(keys.stored_key, signed)
    client_key = bytes(a ^ b for a, b in zip(proof, signature, strict=True))
    if not hmac.compare_digest(hashlib.sha256(client_key).digest(), keys.stored_key):
        raise Bad("invalid-proof")


def _text(message: bytes) -> str:
    try:
        text = message.decode()
    except UnicodeDecodeError:
        raise Bad("invalid-encoding") from None
    if text.count(",") < 2:
        raise Bad("invalid-encoding")
    return text


def _value(attribute: str, letter: str) -> str:
    if not attribute.startswith(f"{letter}="):
        raise Bad("invalid-encoding")
    return attribute[2:]


def _name(text: str) -> str:
    """A comma is written "=2C" and an equals sign "=3D"; no other "=" may be there."""
    rest = text.replace("=2C", "").replace("=3D", "")
    if not text or "=" in rest:
        raise Bad("invalid-username-encoding")
    return text.replace("=2C", ",").replace("=3D", "=")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Bad("invalid-encoding") from None


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, SHA256)
