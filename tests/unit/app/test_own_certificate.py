"""The client's own certificate: made once, for its own eyes, and good for what it is for."""

from __future__ import annotations

import os
import ssl
import stat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from mensajeria.app.own_certificate import own_certificate


def test_it_is_made_once(tmp_path: Path) -> None:
    path = own_certificate(tmp_path / "new")
    assert path is not None
    first = path.read_bytes()
    assert own_certificate(tmp_path / "new") == path
    assert path.read_bytes() == first


def test_it_is_a_client_s(tmp_path: Path) -> None:
    path = own_certificate(tmp_path)
    assert path is not None
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(path)
    usage = x509.load_pem_x509_certificate(path.read_bytes()).extensions.get_extension_for_class(
        x509.ExtendedKeyUsage
    )
    assert list(usage.value) == [ExtendedKeyUsageOID.CLIENT_AUTH]


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    path = own_certificate(tmp_path)
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_where_none_can_be_kept_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert own_certificate(tmp_path / "file") is None
