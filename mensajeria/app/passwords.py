"""Whether a password is right: hashes take about 30 ms each, so they are checked in threads."""

from __future__ import annotations

import hmac
import logging
from typing import Final

from mensajeria.app import join_code

_log = logging.getLogger(__name__)

HASH: Final = "$argon2"
"""How a hash begins; anything else is the password itself."""


def matches(secret: str, password: str) -> bool:
    """Whether `password` is what `secret`, a hash, a join code or plain text, stands for.

    Slow for a hash.
    """
    if secret.startswith(join_code.PREFIX):
        return join_code.matches(secret, password)
    if not secret.startswith(HASH):
        return hmac.compare_digest(secret.encode(), password.encode())
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(secret, password)
    except VerificationError:
        return False
    except InvalidHashError:
        _log.error("a password in the settings looks like a hash but is none")
        return False
