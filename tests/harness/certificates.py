"""A certificate for the tests, and clients that believe no other. Made once in a test run."""

from __future__ import annotations

import ssl
import tempfile
from functools import cache
from ipaddress import ip_address
from pathlib import Path

from mensajeria.app.self_signed import self_signed
from mensajeria.net.tls import server_context


@cache
def pem() -> bytes:
    """Key and certificate for localhost."""
    return self_signed(["localhost"], [ip_address("127.0.0.1")])


@cache
def for_server() -> ssl.SSLContext:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tls.pem")
        path.write_bytes(pem())
        return server_context(path, path)


@cache
def for_client() -> ssl.SSLContext:
    return ssl.create_default_context(cadata=pem().decode().partition("KEY-----\n")[2])
