"""What a person sees who starts a server: where it is, how to join, what it keeps.

The first lines, `listening on HOST:PORT`, are for scripts and never translated.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from ipaddress import ip_address
from typing import Final, NamedTuple

from mensajeria import __version__
from mensajeria.app.address import Address
from mensajeria.app.configuration import Configuration
from mensajeria.app.interfaces import Kind, Reachable, kind_of, reachable
from mensajeria.app.sockets import shown
from mensajeria.languages import N_, _

DEFAULT_PORT: Final = 7667
MOST: Final = 6
"""Addresses shown; a machine may have many."""

_NOTES: Final = {
    Kind.PUBLIC: N_("from the internet"),
    Kind.TUNNEL: N_("through the VPN"),
    Kind.CONTAINER: N_("from containers and virtual machines here"),
    Kind.LINK: N_("over this cable only"),
    Kind.LOOPBACK: N_("on this machine"),
}
_PROMISES: Final = {
    "power": N_("every message is safely on the disk, even from a power cut, before it is shown"),
    "process": N_("every message survives a crash of the server, but maybe not a power cut"),
    "none": N_("the latest messages may be lost if the server or the machine stops suddenly"),
}


def show(
    configuration: Configuration,
    sockets: Sequence[socket.socket],
    fingerprint: str = "",
    code: str = "",
) -> None:
    """Say on standard output that the server listens, and to a person everything else.

    `fingerprint`: of the certificate for TLS; "" without TLS. `code`: what everybody is asked for.
    """
    lines = [f"listening on {shown(each)}" for each in sockets]
    if sys.stdout.isatty():
        lines += first_screen(configuration, sockets, fingerprint, code)
    _say("\n".join(lines))


def show_stopping() -> None:
    """Say to a person that it is about to end."""
    if sys.stdout.isatty():
        _say("\n" + _("Stopping: everybody is told. Ctrl-C again to stop at once."))


class Way(NamedTuple):
    """One way to reach this server."""

    kind: Kind
    where: Address


def first_screen(
    configuration: Configuration, sockets: Sequence[socket.socket], fingerprint: str, code: str = ""
) -> Iterator[str]:
    """Its lines."""
    ways = _ways(sockets, everywhere=configuration.access == "anyone")
    yield ""
    yield f"mensajeria {__version__} · {configuration.server.network} ({configuration.server.name})"
    yield ""
    yield _("To join, with this program:")
    yield from _invitations(ways)
    yield ""
    yield from _for_other_clients(ways[0].where, fingerprint)
    if code:
        yield _("Everybody is asked for the code: {code}").format(code=code)
    yield from _rules(configuration)
    yield ""
    yield _("Ctrl-C stops the server.")


def _ways(sockets: Sequence[socket.socket], *, everywhere: bool) -> list[Way]:
    """The ways to these sockets, the best first; those of others only if they may come in."""
    ways: dict[Way, None] = {}
    for each in sockets:
        host, port = each.getsockname()[:2]
        bound = ip_address(host.partition("%")[0])
        found = reachable() if bound.is_unspecified else [Reachable(kind_of(bound), bound)]
        for kind, address in found:
            if address.version == bound.version:
                ways[Way(kind, Address(str(address), port))] = None
    open_ways = [way for way in ways if everywhere or way.kind is not Kind.PUBLIC]
    return sorted(open_ways or ways, key=_rank)[:MOST]


def _rank(way: Way) -> tuple[Kind, bool]:
    """IPv4 first: it is shorter to type."""
    return way.kind, ":" in way.where.host


def _invitations(ways: Sequence[Way]) -> Iterator[str]:
    commands = [f"python client.py {_where(way.where)}".rstrip() for way in ways]
    width = max(map(len, commands))
    for way, command in zip(ways, commands, strict=True):
        note = _NOTES.get(way.kind)
        yield f"  {command:{width}}  {_(note)}" if note else f"  {command}"


def _for_other_clients(best: Address, fingerprint: str) -> Iterator[str]:
    where = {"host": best.host, "port": best.port}
    if not fingerprint:
        yield _("Or with any IRC client: server {host}, port {port}, without TLS").format(**where)
        return
    yield _("Or with any IRC client: server {host}, port {port}, with TLS or without").format(
        **where
    )
    yield _("With TLS it can be told by the fingerprint (SHA-256) of its certificate:")
    yield f"  {fingerprint}"


def _where(address: Address) -> str:
    """What to write after `client.py`, which knows the default port and this machine."""
    if address.port != DEFAULT_PORT:
        return str(address)
    return "" if address.host == "127.0.0.1" else address.host


def _rules(configuration: Configuration) -> Iterator[str]:
    if configuration.password:
        yield _("Everybody is asked for the password.")
    if configuration.access == "lan":
        yield _("Only this machine and its local networks may connect.")
    elif not configuration.password:
        yield _("Anybody who can reach this machine may connect, without a password.")
    if configuration.ephemeral:
        yield _("Nothing is kept: all is forgotten when the server stops.")
    else:
        yield _("Kept in {folder}: {promise}.").format(
            folder=configuration.data, promise=_(_PROMISES[configuration.storage.durability])
        )


def _say(text: str) -> None:
    with suppress(OSError):  # the terminal or the pipe may be gone; the server need not be
        print(text, flush=True)
