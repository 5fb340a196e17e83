"""Which addresses are told, and in which order."""

from __future__ import annotations

import socket
from ipaddress import ip_address

import pytest

from mensajeria.app import ways
from mensajeria.app.address import Address
from mensajeria.app.interfaces import Kind, Reachable
from mensajeria.app.ways import Way, ends_of, ways_to

HERE = [
    Reachable(Kind.LAN, ip_address("192.168.1.20")),
    Reachable(Kind.LAN, ip_address("fd00::2")),
    Reachable(Kind.PUBLIC, ip_address("203.0.113.5")),
    Reachable(Kind.TUNNEL, ip_address("10.8.0.2")),
    Reachable(Kind.CONTAINER, ip_address("172.17.0.1")),
    Reachable(Kind.LOOPBACK, ip_address("127.0.0.1")),
]


class Bound:
    """A socket that only knows where it is."""

    def __init__(self, host: str, port: int = 7667) -> None:
        self.family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._name = (host, port)

    def getsockname(self) -> tuple[str, int]:
        return self._name


class Nameless(Bound):
    """One that is a file."""

    def __init__(self) -> None:
        self.family = socket.AF_UNSPEC


@pytest.fixture(autouse=True)
def _interfaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "reachable", lambda: HERE)


def found(*sockets: Bound, everywhere: bool = False) -> list[Way]:
    return ways_to(ends_of(sockets), everywhere=everywhere)  # type: ignore[arg-type]


def test_the_best_address_is_first_and_loopback_last() -> None:
    assert [way.where.host for way in found(Bound("0.0.0.0"), Bound("::"))] == [
        *("192.168.1.20", "fd00::2", "10.8.0.2", "172.17.0.1", "127.0.0.1")
    ]


def test_addresses_of_the_internet_are_told_if_it_may_come_in() -> None:
    assert "203.0.113.5" in [way.where.host for way in found(Bound("0.0.0.0"), everywhere=True)]


def test_one_address_only() -> None:
    (way,) = found(Bound("127.0.0.1", 7000))
    assert not way.for_others
    assert way.typed == "127.0.0.1:7000"


def test_what_has_no_address_is_left_out() -> None:
    assert found(Nameless(), Bound("127.0.0.1"))[0].where.host == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "port", "typed", "link"),
    [
        ("192.168.1.20", 7667, "192.168.1.20", "http://192.168.1.20:7667/#kabo"),
        ("192.168.1.20", 8000, "192.168.1.20:8000", "http://192.168.1.20:8000/#kabo"),
        ("fd00::2", 7667, "fd00::2", "http://[fd00::2]:7667/#kabo"),
        ("fd00::2", 8000, "[fd00::2]:8000", "http://[fd00::2]:8000/#kabo"),
        ("127.0.0.1", 7667, "", "http://127.0.0.1:7667/#kabo"),
    ],
)
def test_how_it_is_written(host: str, port: int, typed: str, link: str) -> None:
    way = Way(Kind.LAN, Address(host, port))
    assert (way.typed, way.link("kabo")) == (typed, link)
