"""The certificate: made once, kept for one's own eyes, or the administrator's, and renewed."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import ssl
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from mensajeria.app.certificate import CertificateError, Files, files_of, fleeting, read
from mensajeria.app.configuration import Configuration, Server, load
from mensajeria.app.configuration import Tls as TlsSettings
from mensajeria.app.self_signed import self_signed
from mensajeria.app.tls import Tls
from mensajeria.languages import use


@pytest.fixture(autouse=True)
def _in_english() -> None:
    use("en")


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


def own(folder: Path) -> Configuration:
    return Configuration(data=folder, server=Server(name="chat.example.org"))


def theirs(folder: Path, pem: bytes | None = None) -> Files:
    """A certificate and its key as an administrator has them: in two files."""
    pem = pem or self_signed(["chat.example.org"], [])
    files = Files(folder / "chain.pem", folder / "key.pem")
    key, _, chain = pem.partition(b"-----BEGIN CERT")
    files.key.write_bytes(key)
    files.certificate.write_bytes(b"-----BEGIN CERT" + chain)
    return files


def settings(files: Files) -> Configuration:
    return Configuration(tls=TlsSettings(files.certificate, files.key))


def made(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


# Our own


def test_it_is_made_once(tmp_path: Path) -> None:
    files = files_of(own(tmp_path))
    assert files == Files(tmp_path / "tls.pem", tmp_path / "tls.pem")
    first = read(files)
    assert files_of(own(tmp_path)) == files
    assert read(files).fingerprint == first.fingerprint
    assert os.listdir(tmp_path) == ["tls.pem"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_nobody_else_may_read_the_key(tmp_path: Path) -> None:
    files_of(own(tmp_path))
    assert stat.S_IMODE((tmp_path / "tls.pem").stat().st_mode) == 0o600


def test_what_is_in_it(tmp_path: Path) -> None:
    files_of(own(tmp_path))
    found = made(tmp_path / "tls.pem")
    key = found.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {"chat.example.org", "localhost"} <= set(names.get_values_for_type(x509.DNSName))
    addresses = names.get_values_for_type(x509.IPAddress)
    assert "127.0.0.1" in map(str, addresses)
    assert (found.not_valid_after_utc - found.not_valid_before_utc).days >= 20 * 365


def test_the_fingerprint_is_that_of_the_certificate_shown(tmp_path: Path) -> None:
    files = files_of(own(tmp_path))
    assert files is not None
    text = read(files).fingerprint
    assert bytes.fromhex(text.replace(":", "")) == made(files.certificate).fingerprint(SHA256())
    assert text == text.upper()


def test_names_that_no_certificate_can_hold_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "anas_máquina")
    files_of(own(tmp_path))
    names = made(tmp_path / "tls.pem").extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert names.value.get_values_for_type(x509.DNSName) == ["chat.example.org", "localhost"]


def test_a_start_cut_short_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "tls.new").write_bytes(b"-----BEGIN PRIV")
    files = files_of(own(tmp_path))
    assert files is not None
    read(files)


def test_an_ephemeral_one_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert files_of(Configuration(data=tmp_path, ephemeral=True)) is None
    assert len(fleeting("chat.example.org").fingerprint) == 95
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(CertificateError, match=r"cannot write .*tls\.pem: "):
        files_of(own(tmp_path / "missing"))


# The administrator's


def test_two_files(tmp_path: Path) -> None:
    files = theirs(tmp_path)
    assert files_of(settings(files)) == files
    assert isinstance(read(files).context, ssl.SSLContext)


def test_the_settings_name_them(tmp_path: Path) -> None:
    files = theirs(tmp_path)
    said = [f"tls.certificate={files.certificate}", f"tls.key={files.key}"]
    assert files_of(load(environment={}, settings=said)) == files


def test_a_key_of_another_certificate(tmp_path: Path) -> None:
    files = theirs(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    mixed = Files(files.certificate, theirs(other).key)
    with pytest.raises(CertificateError) as caught:
        read(mixed)
    assert str(caught.value) == f"{mixed.key} is not the key of the certificate {mixed.certificate}"


@pytest.mark.parametrize("which", ["certificate", "key"])
def test_a_file_that_is_not_there(tmp_path: Path, which: str) -> None:
    files = theirs(tmp_path)
    getattr(files, which).unlink()
    with pytest.raises(CertificateError) as caught:
        read(files)
    missing = getattr(files, which)
    assert str(caught.value) == f"cannot read {missing} for TLS: No such file or directory"


@pytest.mark.parametrize("which", ["certificate", "key"])
@pytest.mark.parametrize("content", [b"", b"hola", b"\x00\xff" * 1000, b"-----BEGIN CERTIFICATE"])
def test_a_file_that_is_something_else(tmp_path: Path, which: str, content: bytes) -> None:
    files = theirs(tmp_path)
    getattr(files, which).write_bytes(content)
    with pytest.raises(CertificateError) as caught:
        read(files)
    assert str(caught.value) == (
        f"{files.certificate} and {files.key} are not a certificate and its key "
        "without a password, as PEM"
    )


def test_our_own_file_damaged(tmp_path: Path) -> None:
    path = tmp_path / "tls.pem"
    path.write_bytes(b"hola")
    with pytest.raises(CertificateError, match=r"tls\.pem does not hold a certificate"):
        read(Files(path, path))


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(CertificateError, match=r"cannot read|are not a certificate"):
        read(theirs(tmp_path)._replace(certificate=tmp_path))


def test_an_encrypted_key_asks_for_nothing(tmp_path: Path) -> None:
    files = theirs(tmp_path)
    key = load_pem_private_key(files.key.read_bytes(), None)
    secret = BestAvailableEncryption(b"secreto")
    files.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret))
    with pytest.raises(CertificateError, match="without a password"):
        read(files)


# While the server runs


def test_changed_files_are_used_for_newcomers(
    tmp_path: Path, loop: asyncio.AbstractEventLoop
) -> None:
    files = theirs(tmp_path)
    tls = Tls(settings(files), loop, ())
    context, fingerprint = tls.door.context, tls.fingerprint
    tls.look()
    assert tls.door.context is context
    theirs(tmp_path)
    tls.look()
    assert tls.door.context is not context
    assert tls.fingerprint == read(files).fingerprint != fingerprint
    tls.stop()


def test_files_that_are_no_good_change_nothing_and_are_told_of_once(
    tmp_path: Path, loop: asyncio.AbstractEventLoop, caplog: pytest.LogCaptureFixture
) -> None:
    files = theirs(tmp_path)
    tls = Tls(settings(files), loop, ())
    context = tls.door.context
    files.certificate.write_bytes(b"half of")
    with caplog.at_level(logging.WARNING):
        tls.look()
        tls.look()
    assert tls.door.context is context
    (record,) = caplog.records
    assert "are not a certificate and its key" in record.getMessage()
    theirs(tmp_path)
    tls.look()
    assert tls.door.context is not context
    tls.stop()


def test_rehash_names_other_files(tmp_path: Path, loop: asyncio.AbstractEventLoop) -> None:
    tls = Tls(own(tmp_path), loop, ())
    files = theirs(tmp_path)
    tls.use(settings(files))
    assert tls.fingerprint == read(files).fingerprint
    context = tls.door.context
    with pytest.raises(CertificateError):
        tls.use(settings(Files(tmp_path / "nothing", files.key)))
    assert tls.door.context is context
    tls.stop()


def test_an_ephemeral_one_outlives_a_rehash(loop: asyncio.AbstractEventLoop) -> None:
    tls = Tls(Configuration(ephemeral=True), loop, ())
    before = tls.fingerprint
    tls.use(Configuration(ephemeral=True))
    tls.look()
    assert tls.fingerprint == before
    tls.stop()
