"""Asking TLS clients for a certificate, and taking any: it is compared by its fingerprint.

Python's `ssl` asks for none, or ends the handshake of whoever shows one that no authority has
signed, as nearly all here are. OpenSSL has a callback that decides otherwise; `ssl` has no way to
set it, so it is set from here (see docs/adr/0008).
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

_LIBRARIES: Final = ("libssl-3-x64", "libssl-3-arm64", "libssl-3", "libssl-1_1")
"""OpenSSL's names beside Python on Windows; elsewhere the module that uses it leads there."""


@contextmanager
def certificates_wanted(context: ssl.SSLContext) -> Iterator[None]:
    """Whoever's connection begins within this is asked for a certificate, where that is possible.

    A connection keeps what its context says when it is made.
    """
    ask = _asker()
    if ask is not None:
        ask(context)
    try:
        yield
    finally:
        context.verify_mode = ssl.CERT_NONE


def fingerprint(transport: asyncio.BaseTransport) -> str:
    """SHA-256 of the certificate that the client showed, as lower-case hex, or ""."""
    tls = transport.get_extra_info("ssl_object")
    try:
        certificate = tls and tls.getpeercert(binary_form=True)
    except ValueError:  # there was no handshake yet
        return ""
    return hashlib.sha256(certificate).hexdigest() if certificate else ""


@cache
def _asker() -> Callable[[ssl.SSLContext], None] | None:
    """What makes a context ask, or None where OpenSSL is out of reach (built into Python)."""
    if sys.implementation.name != "cpython":
        return None
    import ctypes  # late: those who never see TLS need none of it

    verify = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
    anybody = verify(lambda _trusted, _store: 1)
    library = _library(ctypes)
    if library is None:
        return None
    set_verify, get_mode = library.SSL_CTX_set_verify, library.SSL_CTX_get_verify_mode
    set_verify.argtypes, set_verify.restype = (ctypes.c_void_p, ctypes.c_int, verify), None
    get_mode.argtypes, get_mode.restype = (ctypes.c_void_p,), ctypes.c_int

    def address(context: ssl.SSLContext) -> ctypes.c_void_p:
        """The first thing in CPython's object, behind what all objects begin with."""
        return ctypes.c_void_p.from_address(id(context) + object.__basicsize__)

    def ask(context: ssl.SSLContext) -> None:
        set_verify(address(context), int(ssl.CERT_OPTIONAL), anybody)

    return ask if _is_the_same(lambda context: int(get_mode(address(context)))) else None


def _library(ctypes: Any) -> Any:
    """OpenSSL, as this Python uses it."""
    import _ssl

    for name in (getattr(_ssl, "__file__", None), *_LIBRARIES):
        try:
            library = ctypes.CDLL(name) if name else None
        except OSError:
            continue
        if hasattr(library, "SSL_CTX_set_verify"):
            return library
    return None


def _is_the_same(mode_of: Callable[[ssl.SSLContext], int]) -> bool:
    """Whether we see in a context what Python has put there; if not, keep our hands off it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for mode in (ssl.CERT_OPTIONAL, ssl.CERT_NONE, ssl.CERT_OPTIONAL):
        context.verify_mode = mode
        if mode_of(context) != int(mode):
            return False
    return True
