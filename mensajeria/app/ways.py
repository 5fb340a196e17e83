"""The ways to reach a server: the addresses behind its sockets, the best first."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import Final, NamedTuple

from mensajeria.app.address import Address
from mensajeria.app.interfaces import Kind, Reachable, kind_of, reachable

DEFAULT_PORT: Final = 7667
MOST: Final = 6
"""Ways that are shown; a machine may have many."""


class Way(NamedTuple):
    """One way to reach this server."""

    kind: Kind
    where: Address

    @property
    def for_others(self) -> bool:
        """Whether anybody but this machine can take it."""
        return self.kind is not Kind.LOOPBACK

    @property
    def typed(self) -> str:
        """What to write after `client.py`, which knows the default port and this machine."""
        if self.where.port != DEFAULT_PORT:
            return str(self.where)
        return "" if self.where.host == "127.0.0.1" else self.where.host

    def link(self, code: str = "") -> str:
        """For browsers. They keep the fragment, and so the code, to themselves."""
        return f"http://{self.where}/" + (f"#{code}" if code else "")


def ends_of(sockets: Sequence[socket.socket]) -> list[tuple[str, int]]:
    """Host and port of each that has them."""
    internet = (socket.AF_INET, socket.AF_INET6)
    return [each.getsockname()[:2] for each in sockets if each.family in internet]


def ways_to(ends: Iterable[tuple[str, int]], *, everywhere: bool) -> list[Way]:
    """The ways to what is bound there, the best first; those of others only if they may come in."""
    ways: dict[Way, None] = {}
    for host, port in ends:
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
