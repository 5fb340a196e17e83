"""What the addresses of a machine are good for."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

import pytest

from mensajeria.app import interfaces
from mensajeria.app.interfaces import Kind, Reachable, kind_of


@pytest.mark.parametrize(
    ("address", "interface", "kind"),
    [
        ("192.168.1.20", "eth0", Kind.LAN),
        ("192.168.1.20", "", Kind.LAN),
        ("172.17.0.1", "docker0", Kind.CONTAINER),
        ("10.0.3.1", "lxcbr0", Kind.CONTAINER),
        ("10.8.0.2", "tun0", Kind.TUNNEL),
        ("100.64.0.9", "tailscale0", Kind.TUNNEL),
        ("203.0.113.5", "eth0", Kind.PUBLIC),
        ("169.254.3.4", "eth0", Kind.LINK),
        ("127.0.0.1", "lo", Kind.LOOPBACK),
        ("::1", "lo", Kind.LOOPBACK),
        ("fd00::2", "", Kind.LAN),
        ("192.168.99.1", "virtualbox host-only ethernet adapter", Kind.CONTAINER),
        ("172.20.0.1", "vethernet (wsl)", Kind.CONTAINER),
        ("100.64.0.9", "tailscale", Kind.TUNNEL),
        ("192.168.1.20", "wi-fi", Kind.LAN),
    ],
)
def test_what_an_address_is_good_for(address: str, interface: str, kind: Kind) -> None:
    assert kind_of(ip_address(address), interface) is kind


def test_loopback_is_last_whatever_this_machine_has() -> None:
    found = interfaces.reachable()
    assert found[-1].kind is Kind.LOOPBACK
    assert found == sorted(found, key=lambda each: each.kind)


def test_a_machine_without_any_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> Iterator[object]:
        return iter(())

    for source in ("_main", "_named", "_of_host_name"):
        monkeypatch.setattr(interfaces, source, nothing)
    assert interfaces.reachable() == [Reachable(Kind.LOOPBACK, ip_address("127.0.0.1"))]
