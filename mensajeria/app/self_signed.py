"""A key and a certificate for this machine, signed by nobody else. Makes bytes, keeps nothing.

Clients cannot ask anybody whether to believe it: they compare its fingerprint, or remember it from
the first time. So it lasts for longer than any machine, and never has to be made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mensajeria.net.gatekeeper import IpAddress

LIFE: Final = timedelta(days=20 * 365)
LEEWAY: Final = timedelta(days=1)
"""How far a client's clock may be behind."""


def self_signed(
    names: Sequence[str],
    addresses: Iterable[IpAddress],
    purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH,
) -> bytes:
    """A new P-256 key and its certificate for these host names, the main one first; as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(timezone.utc)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    builder = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - LEEWAY)
        .not_valid_after(now + LIFE)
    )
    for extension, critical in _extensions(key.public_key(), names, addresses, purpose):
        builder = builder.add_extension(extension, critical)
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate


def _extensions(
    key: ec.EllipticCurvePublicKey,
    names: Sequence[str],
    addresses: Iterable[IpAddress],
    purpose: x509.ObjectIdentifier,
) -> Iterable[tuple[x509.ExtensionType, bool]]:
    """Each and whether it is critical, as RFC 5280, 4.2, wants them."""
    here: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
    here += [x509.IPAddress(address) for address in addresses]
    identifier = x509.SubjectKeyIdentifier.from_public_key(key)
    yield x509.SubjectAlternativeName(here), False
    yield x509.BasicConstraints(ca=False, path_length=None), True
    yield x509.ExtendedKeyUsage([purpose]), False
    yield identifier, False
    yield x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), False
