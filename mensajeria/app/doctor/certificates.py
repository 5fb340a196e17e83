"""When a certificate begins and ends."""

from __future__ import annotations

from datetime import datetime, timezone

from cryptography import x509


def dates_of(pem: bytes) -> tuple[datetime, datetime, datetime]:
    """Of the first certificate in the file: its beginning, its end, and now. Raises ValueError."""
    one = x509.load_pem_x509_certificate(pem)
    return one.not_valid_before_utc, one.not_valid_after_utc, datetime.now(timezone.utc)
