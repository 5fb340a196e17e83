"""The certificate that the server shows: the administrator's, or one made at the first start."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import ssl
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from mensajeria.app.configuration import Configuration
from mensajeria.app.interfaces import reachable
from mensajeria.app.private_file import write_private
from mensajeria.languages import _
from mensajeria.net.tls import server_context

NAME: Final = "tls.pem"
"""In the data folder: our own certificate and its key, in one file, so that they always match."""

_FIRST: Final = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_HOST: Final = re.compile(r"(?=.{1,63}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


class CertificateError(Exception):
    """No certificate can be used; str() is one sentence on why and what to do."""


class Files(NamedTuple):
    """Where a certificate (with those that vouch for it) and its key are. PEM; may be one file."""

    certificate: Path
    key: Path

    def state(self) -> object:
        """Something else whenever one of them has changed."""
        return [_state(each) for each in self]


class Certificate(NamedTuple):
    """One in use. `fingerprint`: SHA-256 of it, as `openssl x509 -fingerprint` writes it."""

    context: ssl.SSLContext
    fingerprint: str


def files_of(configuration: Configuration) -> Files | None:
    """The files to use, of which our own are made if need be. Raises CertificateError.

    None if nothing is to be on the disk: then there is `fleeting`.
    """
    tls = configuration.tls
    if tls.certificate and tls.key:
        return Files(tls.certificate, tls.key)
    if configuration.ephemeral:
        return None
    return _own(configuration.data, configuration.server.name)


def read(files: Files) -> Certificate:
    """Raises CertificateError."""
    try:
        context = server_context(*files)
        first = _FIRST.search(files.certificate.read_text("ascii", "replace"))
        der = ssl.PEM_cert_to_DER_cert(first[0] if first else "")
    except (ssl.SSLError, ValueError) as error:
        raise CertificateError(_wrong(files, error)) from error
    except OSError as error:
        raise CertificateError(_unreadable(files, error)) from error
    return Certificate(context, hashlib.sha256(der).digest().hex(":").upper())


def fleeting(server: str) -> Certificate:
    """One of which nothing is left on the disk. Raises CertificateError.

    OpenSSL, as Python has it, reads certificates only from files.
    """
    with TemporaryDirectory(prefix="mensajeria-") as folder:
        return read(_own(Path(folder), server))


def _own(folder: Path, server: str) -> Files:
    """Our own, made if it is not there. Raises CertificateError."""
    path = folder / NAME
    try:
        if not path.exists():
            write_private(path, _new(server))
    except OSError as error:
        raise CertificateError(
            _("cannot write {file}: {reason}").format(file=path, reason=error.strerror)
        ) from error
    return Files(path, path)


def _new(server: str) -> bytes:
    from mensajeria.app.self_signed import self_signed  # late: it is needed once in a lifetime

    host = socket.gethostname()
    names = dict.fromkeys([server, host, f"{host}.local", "localhost"])
    suited = [name for name in names if _HOST.fullmatch(name)]
    return self_signed(suited, [way.address for way in reachable()])


def _state(path: Path) -> tuple[int, ...]:
    try:
        now = path.stat()
    except OSError:
        return ()
    return now.st_mtime_ns, now.st_size, now.st_ino


def _wrong(files: Files, error: Exception) -> str:
    names = {"certificate": files.certificate, "key": files.key}
    if getattr(error, "reason", "") == "KEY_VALUES_MISMATCH":
        return _("{key} is not the key of the certificate {certificate}").format(**names)
    if files.certificate == files.key:
        return _("{key} does not hold a certificate and its key without a password, as PEM").format(
            **names
        )
    return _(
        "{certificate} and {key} are not a certificate and its key without a password, as PEM"
    ).format(**names)


def _unreadable(files: Files, error: OSError) -> str:
    """OpenSSL does not say which of the two it was."""
    bad = next((each for each in files if not os.access(each, os.R_OK)), files.certificate)
    return _("cannot read {file} for TLS: {reason}").format(file=bad, reason=error.strerror)
