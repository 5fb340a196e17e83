"""The client's own certificate, by which servers know an account without a password."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mensajeria.app.private_file import write_private
from mensajeria.client.remembered import settings_folder

NAME: Final = "certificate.pem"
"""With its key; nobody else may read it, and who has a copy is the same person to servers."""


def own_certificate(folder: Path | None = None) -> Path | None:
    """Where it is, made at the first visit with TLS; None where none can be kept."""
    try:
        path = (folder or settings_folder()) / NAME
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_private(path, _new())
    except (OSError, RuntimeError):
        return None
    return path


def _new() -> bytes:
    from cryptography.x509.oid import ExtendedKeyUsageOID  # late: once in a lifetime

    from mensajeria.app.self_signed import self_signed

    return self_signed(["mensajeria"], [], ExtendedKeyUsageOID.CLIENT_AUTH)
