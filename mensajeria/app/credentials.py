"""What is kept of an account's password. Slow on purpose: for threads, and the command line."""

from __future__ import annotations

import secrets
from typing import Final

from mensajeria.app.hashing import hash_password
from mensajeria.chat.accounts import Credentials
from mensajeria.engine.sasl.scram import keys_of

ITERATIONS: Final = 15_000
"""Of SCRAM-SHA-256: RFC 7677 asks for 4096 at least; every client has to do them, phones too."""

SALT: Final = 16
"""Bytes."""


def derive(password: str) -> Credentials:
    """For a password in its SASLprep form."""
    keys = keys_of(password.encode(), secrets.token_bytes(SALT), ITERATIONS)
    return Credentials(hash_password(password), keys)
