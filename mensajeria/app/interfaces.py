"""The addresses of this machine at which others may reach it, the likeliest to work first.

Asks the system only: no packet is sent.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from enum import IntEnum
from ipaddress import IPv4Address, ip_address
from typing import Final, NamedTuple

from mensajeria.net.gatekeeper import IpAddress, is_local

CONTAINERS: Final = (
    "docker",
    "br-",
    "veth",
    "virbr",
    "podman",
    "cni",
    "lxc",
    "lxd",
    "vmnet",
    "vmware",
    "vbox",
    "virtualbox",
    "vethernet",
    "hyper-v",
    "bridge100",
)
TUNNELS: Final = (
    "tun",
    "tap",
    "wg",
    "wireguard",
    "tailscale",
    "openvpn",
    "utun",
    "ppp",
    "zt",
    "zerotier",
    "ipsec",
)
"""How the names of interfaces begin, in small letters; the longer ones are those of Windows."""

SOMEWHERE: Final = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses that nobody has (RFC 5737, RFC 3849): what would be sent there takes the main way."""


class Kind(IntEnum):
    """What an address is good for; the lower, the likelier others can use it."""

    LAN = 0
    PUBLIC = 1
    TUNNEL = 2
    CONTAINER = 3
    LINK = 4
    LOOPBACK = 5


class Reachable(NamedTuple):
    """An address of this machine."""

    kind: Kind
    address: IpAddress


def reachable() -> list[Reachable]:
    """All addresses that can be found out, ranked; loopback is last and always there."""
    main = list(_main())
    found = [*((address, "") for address in main), *_named(), *_of_host_name()]
    names: dict[IpAddress, str] = {}
    for address, name in found:
        names[address] = names.get(address) or name
    names.setdefault(IPv4Address("127.0.0.1"), "lo")
    usable = [address for address in names if address.version == 4 or address in main]
    ranked = (Reachable(kind_of(address, names[address]), address) for address in usable)
    return sorted(ranked, key=lambda each: (each.kind, each.address.version))


def kind_of(address: IpAddress, interface: str = "") -> Kind:
    """What an address is good for, with the name of its interface where that is known."""
    if address.is_loopback:
        return Kind.LOOPBACK
    if address.is_link_local:
        return Kind.LINK
    if interface.startswith(CONTAINERS):
        return Kind.CONTAINER
    if interface.startswith(TUNNELS):
        return Kind.TUNNEL
    return Kind.LAN if is_local(address) else Kind.PUBLIC


def _main() -> Iterator[IpAddress]:
    """Where this machine would send from. Connecting UDP sends nothing."""
    for family, target in SOMEWHERE:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))
            yield _address(probe.getsockname()[0])


def _of_host_name() -> Iterator[tuple[IpAddress, str]]:
    with suppress(OSError):
        for *_rest, where in socket.getaddrinfo(socket.gethostname(), None):
            yield _address(str(where[0])), ""


def _address(text: str) -> IpAddress:
    return ip_address(text.partition("%")[0])


def _named() -> Iterator[tuple[IpAddress, str]]:
    """The addresses of each interface, with its name as people know it."""
    import ifaddr  # late, and what zeroconf uses: the same on Linux, macOS and Windows

    with suppress(OSError):
        for adapter in ifaddr.get_adapters():
            for one in adapter.ips:
                text = one.ip if isinstance(one.ip, str) else one.ip[0]
                yield _address(text), adapter.nice_name.lower()
