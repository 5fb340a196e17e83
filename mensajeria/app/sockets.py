"""Sockets bound to the addresses of the configuration. What is wrong is said in one sentence."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Iterator, Sequence

from mensajeria.app import unix_socket
from mensajeria.app.address import Address
from mensajeria.languages import _

EVERYWHERE = (Address("0.0.0.0", 7667), Address("::", 7667))
"""The default, of which IPv6 may be missing."""

_NOT_HERE = (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT)


class CannotListen(Exception):
    """An address cannot be listened on; str() is one sentence on why and what to do."""


def bind_all(addresses: Sequence[Address]) -> list[socket.socket]:
    """Sockets bound to all of these, all or none. Raises CannotListen."""
    bound: list[socket.socket] = []
    try:
        for address in addresses:
            bound += _bind(address, optional=tuple(addresses) == EVERYWHERE)
    except CannotListen:
        for each in bound:
            each.close()
        let_go(addresses)
        raise
    return bound


def let_go(addresses: Sequence[Address]) -> None:
    """Remove what `bind_all` has put into the file system, once it is closed."""
    for address in addresses:
        if address.path:
            unix_socket.remove(address.path)


def shown(bound: socket.socket) -> str:
    """HOST:PORT, or unix:PATH, as one would write it."""
    name = bound.getsockname()
    if isinstance(name, str | bytes):
        return f"unix:{os.fsdecode(name)}"
    host, port = name[:2]
    return str(Address(host, port))


def _bind(address: Address, *, optional: bool) -> Iterator[socket.socket]:
    """One socket for each address that the host stands for; all on the same port."""
    if address.path:
        yield _bind_unix(address.path)
        return
    port = address.port
    v6_may_miss = optional or not address.host
    for family, host in hosts_of(address):
        try:
            one = _socket(family, host, port)
        except OSError as error:
            if family == socket.AF_INET6 and v6_may_miss and error.errno in _NOT_HERE:
                continue
            raise CannotListen(_sentence(address, error)) from error
        port = one.getsockname()[1]
        yield one


def _bind_unix(path: str) -> socket.socket:
    try:
        return unix_socket.bind(path)
    except unix_socket.NoUnixSocket as error:
        raise CannotListen(str(error)) from error


def hosts_of(address: Address) -> list[tuple[socket.AddressFamily, str]]:
    """The addresses of this machine that the host stands for. Raises CannotListen."""
    if not address.host:
        return [(socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")]
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise CannotListen(
            _("{host} is no address of this machine: {reason}").format(
                host=address.host, reason=error.strerror
            )
        ) from error
    return list(dict.fromkeys((family, str(where[0])) for family, _k, _p, _c, where in found))


def _socket(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    """Raises OSError."""
    one = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # there, SO_REUSEADDR would share a taken port
            one.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # a port in TIME_WAIT is free
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind((host, port))
        one.listen()  # here already: it is this that fails if the port is taken on some systems
    except OSError:
        one.close()
        raise
    return one


def _sentence(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return _(
            "port {port} is taken, maybe by another server; "
            "stop that one or choose another port, such as --listen {other}"
        ).format(port=address.port, other=Address(address.host, _another(address.port)))
    if error.errno == errno.EACCES:
        return _("port {port} needs special rights; choose one above 1023").format(
            port=address.port
        )
    if error.errno in _NOT_HERE:
        return _("{host} is no address of this machine").format(host=address.host)
    return _("cannot listen on {address}: {reason}").format(address=address, reason=error.strerror)


def _another(port: int) -> int:
    return port + 1 if port < 65535 else port - 1
