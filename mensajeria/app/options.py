"""What the client's command line says, as the client's composition root wants it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ClientOptions:
    """Where to go, as whom, and with which face; None where nothing was said."""

    address: str | None = None
    name: str | None = None
    channel: str | None = None
    plain: bool = False
    no_tls: bool = False
    trust: str | None = None
    """What to trust from now on: a fingerprint, or "" for whatever is shown next."""
    more: tuple[str, ...] = ()
    """Where to go as well."""
