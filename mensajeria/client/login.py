"""Logging in to an account: the client's side of SASL (IRCv3 sasl 3.2). Sans-I/O.

EXTERNAL, by the certificate that this connection shows, is tried by itself; a server where it
belongs to nobody lets us in all the same. PLAIN is for a name and a password that somebody typed.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Final

from mensajeria.wire.message import format_message

_CHUNK: Final = 400
""" "The response is encoded in Base64, then split to 400-byte chunks" (sasl 3.1)."""


@dataclass(frozen=True)
class Password:
    """An account's name and its password."""

    account: str
    password: str = field(repr=False)


class Login:
    """One attempt after the other. `quiet`: nobody asked for the one under way."""

    def __init__(self, password: Password | None = None, *, certified: bool = False) -> None:
        self.quiet = False
        self._password = password
        self._certified = certified
        self._response: bytes | None = None

    @property
    def under_way(self) -> bool:
        return self._response is not None

    def by_itself(self, mechanisms: str) -> bytes:
        """How to begin before registration; nothing if there is no way. Comma separated."""
        if self._password is not None and takes_plain(mechanisms):
            return self.with_password(self._password)
        if self._certified and "EXTERNAL" in _listed(mechanisms):
            self.quiet = True
            return self._begin("EXTERNAL", b"")
        return b""

    def with_password(self, password: Password) -> bytes:
        """Begin with what somebody typed."""
        name = password.account.encode()
        return self._begin("PLAIN", b"\0".join([b"", name, password.password.encode()]))

    def challenged(self, challenge: str) -> bytes:
        """The server waits for our response."""
        if self._response is None or challenge != "+":
            return format_message("AUTHENTICATE", ["*"])
        encoded = base64.b64encode(self._response).decode()
        chunks = [encoded[start : start + _CHUNK] for start in range(0, len(encoded), _CHUNK)]
        # "If the last chunk was exactly 400 bytes long, it must also be followed by
        # `AUTHENTICATE +` to signal end of response."
        if not chunks or len(chunks[-1]) == _CHUNK:
            chunks.append("+")
        return b"".join(format_message("AUTHENTICATE", [chunk]) for chunk in chunks)

    def over(self) -> bool:
        """It has ended, well or not. Whether nobody had asked for it."""
        self._response = None
        quiet, self.quiet = self.quiet, False
        return quiet

    def _begin(self, mechanism: str, response: bytes) -> bytes:
        self._response = response
        return format_message("AUTHENTICATE", [mechanism])


def takes_plain(mechanisms: str) -> bool:
    """Whether PLAIN is among these; a server that names none may have it."""
    return not mechanisms or "PLAIN" in _listed(mechanisms)


def _listed(mechanisms: str) -> list[str]:
    return mechanisms.upper().split(",")
