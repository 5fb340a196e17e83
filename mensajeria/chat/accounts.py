"""`Account`: a name that belongs to somebody, whoever is called so at the moment; and all of them.

Nothing here is secret in itself: a password is kept only as what can be compared with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mensajeria.chat.records import Record
from mensajeria.wire.casemapping import Folded, fold


@dataclass(frozen=True, slots=True)
class ScramKeys:
    """What SCRAM-SHA-256 compares with (RFC 5802, section 3): it logs nobody in by itself."""

    salt: bytes
    iterations: int
    stored_key: bytes = field(repr=False)
    server_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is kept of a password: its argon2id hash, and keys for those who never send it."""

    secret: str = field(repr=False)
    scram: ScramKeys


@dataclass(frozen=True, slots=True)
class Account(Record):
    """`registered_at` in ms since the Unix epoch. Without `credentials` no password is right.

    `fingerprints` are SHA-256 of client certificates, as lower-case hex. `settings` are what its
    owner chose for it, by name.
    """

    name: str
    registered_at: int
    credentials: Credentials | None = None
    email: str = ""
    fingerprints: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> Folded:
        return fold(self.name)


class Accounts:
    """All accounts, by folded name and by the certificates that log in to them."""

    def __init__(self) -> None:
        self._by_key: dict[Folded, Account] = {}
        self._by_fingerprint: dict[str, Folded] = {}

    def __len__(self) -> int:
        return len(self._by_key)

    def __iter__(self) -> Iterator[Account]:
        return iter(self._by_key.values())

    def find(self, name: str) -> Account | None:
        return self._by_key.get(fold(name))

    def of_certificate(self, fingerprint: str) -> Account | None:
        """The account that this client certificate logs in to."""
        key = self._by_fingerprint.get(fingerprint)
        return None if key is None else self._by_key[key]

    def put(self, account: Account) -> None:
        """Add it, or put it in the place of the one of that name."""
        self.remove(account.key)
        self._by_key[account.key] = account
        self._by_fingerprint.update(dict.fromkeys(account.fingerprints, account.key))

    def remove(self, key: Folded) -> Account | None:
        """Gives it, if it was there."""
        removed = self._by_key.pop(key, None)
        for fingerprint in removed.fingerprints if removed else ():
            del self._by_fingerprint[fingerprint]
        return removed
