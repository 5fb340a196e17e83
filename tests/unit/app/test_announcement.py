"""What the local network is told of a server, and when it is told nothing."""

from __future__ import annotations

import re

import pytest

from mensajeria import __version__
from mensajeria.app.address import Address
from mensajeria.app.announcement import announcement
from mensajeria.app.configuration import Configuration, Server
from mensajeria.app.interfaces import Kind
from mensajeria.app.ways import Way
from mensajeria.net.announcing import IRC, IRC_OVER_TLS, OURS

LAN = Way(Kind.LAN, Address("192.168.1.5", 7667))
SIX = Way(Kind.LAN, Address("fd00::5", 7667))
ELSEWHERE = Way(Kind.LAN, Address("192.168.1.5", 8000))
CONFIGURATION = Configuration(server=Server(network="casa"))


@pytest.mark.parametrize(
    "ways",
    [
        [],
        [Way(Kind.LOOPBACK, Address("127.0.0.1", 7667))],
        [Way(Kind.CONTAINER, Address("172.17.0.1", 7667))],
        [Way(Kind.TUNNEL, Address("10.8.0.2", 7667))],
    ],
)
def test_where_nobody_hears_nothing_is_announced(ways: list[Way]) -> None:
    assert announcement(CONFIGURATION, ways, "", private=False) is None


def test_the_best_port_is_announced_with_its_addresses() -> None:
    told = announcement(CONFIGURATION, [LAN, SIX, ELSEWHERE], "", private=False)
    assert told is not None
    assert told.port == 7667
    assert [str(address) for address in told.addresses] == ["192.168.1.5", "fd00::5"]
    assert re.fullmatch(r"[A-Za-z0-9-]+-mensajeria-7667", told.host)
    assert told.name.startswith("casa (")


def test_without_tls_nobody_is_told_of_it() -> None:
    told = announcement(CONFIGURATION, [LAN], "", private=False)
    assert told is not None
    assert told.kinds == (OURS, IRC)
    assert dict(told.facts) == {
        "txtvers": "1",
        "network": "casa",
        "version": __version__,
        "private": "0",
    }


def test_with_tls_the_certificate_is_told() -> None:
    told = announcement(CONFIGURATION, [LAN], ":".join(["AB"] * 32), private=True)
    assert told is not None
    assert told.kinds == (OURS, IRC, IRC_OVER_TLS)
    assert dict(told.facts)["sha256"] == "ab" * 32
    assert dict(told.facts)["private"] == "1"
