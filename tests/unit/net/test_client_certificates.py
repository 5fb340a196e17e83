"""Any certificate of a client is taken, and none is missed."""

from __future__ import annotations

import hashlib
import ssl
import tempfile
from functools import cache
from pathlib import Path

import pytest

from mensajeria.app.self_signed import self_signed
from mensajeria.net.client_certificates import certificates_wanted
from mensajeria.net.tls import TlsStream
from tests.harness.certificates import for_server, pem
from tests.unit.net.test_tls import Client


@cache
def own() -> bytes:
    """A client's own key and certificate, signed by nobody else and not made for clients."""
    return self_signed(["ana.example.org"], [])


def carrying(version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=pem().decode().partition("KEY-----\n")[2])
    context.maximum_version = version
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "own.pem")
        path.write_bytes(own())
        context.load_cert_chain(path)
    return context


def shaken(client: Client, *, wanted: bool = True) -> TlsStream:
    """The server's end after the handshake."""
    if wanted:
        with certificates_wanted(for_server()):
            stream = TlsStream(for_server())
    else:
        stream = TlsStream(for_server())
    data = client.shake()
    while data:
        assert stream.receive(data) == b""
        data = client.shake(stream.taken())
    assert stream.open
    assert not stream.broken
    return stream


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_certificate_that_nobody_vouches_for(version: ssl.TLSVersion) -> None:
    stream = shaken(Client(carrying(version)))
    shown = stream.ssl_object.getpeercert(binary_form=True)
    assert shown
    _, _, certificate = own().decode().rpartition("KEY-----\n")
    der = ssl.PEM_cert_to_DER_cert(certificate)
    assert hashlib.sha256(shown).digest() == hashlib.sha256(der).digest()


def test_none_is_needed() -> None:
    assert shaken(Client()).ssl_object.getpeercert(binary_form=True) is None


def test_who_is_not_asked_shows_none() -> None:
    """The next connection of the same context is not asked because the last one was."""
    shaken(Client(carrying()))
    stream = shaken(Client(carrying()), wanted=False)
    assert stream.ssl_object.getpeercert(binary_form=True) is None


def test_those_who_were_asked_talk_on() -> None:
    client = Client(carrying())
    stream = shaken(client)
    assert stream.receive(client.say(b"hola")) == b"hola"
    assert client.hear(stream.seal(b"que tal")) == b"que tal"
