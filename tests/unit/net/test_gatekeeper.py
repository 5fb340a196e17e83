"""Who may connect, by the address that a socket would give."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest

from mensajeria.net.gatekeeper import (
    DOORSTEP,
    ON_THE_DOORSTEP,
    REMEMBERED,
    Access,
    Gatekeeper,
    Place,
    TurnedAway,
    is_local,
    plain_address,
)
from mensajeria.net.limits import Limits


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Gate:
    """A gatekeeper whose clock is moved by hand."""

    def __init__(self, access: Access = "anyone", **limits: float) -> None:
        self.clock = Clock()
        self.keeper = Gatekeeper(access, Limits(**limits), self.clock)  # type: ignore[arg-type]

    def admit(self, address: str) -> Place:
        return self.keeper.admit(plain_address(address))

    def refuses(self, address: str) -> str:
        with pytest.raises(TurnedAway) as refusal:
            self.admit(address)
        return str(refusal.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.0.9",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.20",
        "169.254.7.7",
        "::1",
        "fe80::1%eth0",
        "fd12:3456::1",
        "::ffff:192.168.1.20",
        "::ffff:127.0.0.1",
    ],
)
def test_lan_lets_the_neighbours_in(address: str) -> None:
    Gate("lan").admit(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.64.0.1",
        "192.0.2.1",
        "192.169.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "2001:db8::1",
        "::",
        "fec0::1",
        "::ffff:8.8.8.8",
        "64:ff9b::c0a8:114",
        "2002:c0a8:114::1",
    ],
)
def test_lan_lets_nobody_else_in(address: str) -> None:
    assert Gate("lan").refuses(address) == "This server is for its local network only"
    Gate("anyone").admit(address)


def test_mapped_and_zoned_addresses_are_what_they_stand_for() -> None:
    assert plain_address("::ffff:10.1.2.3") == IPv4Address("10.1.2.3")
    assert plain_address("fe80::1%eth0") == IPv6Address("fe80::1")
    assert is_local(plain_address("::ffff:10.1.2.3"))
    with pytest.raises(ValueError):
        plain_address("somewhere")


def test_as_many_in_all_as_the_limit() -> None:
    gate = Gate(connections=2)
    place = gate.admit("10.0.0.1")
    gate.admit("10.0.0.2")
    assert gate.refuses("10.0.0.3") == "This server is full"
    gate.keeper.leave(place)
    gate.admit("10.0.0.3")


def test_as_many_from_one_address_as_the_limit() -> None:
    gate = Gate(connections_per_address=2, connection_rate=100)
    place = gate.admit("10.0.0.1")
    gate.admit("::ffff:10.0.0.1")
    assert gate.refuses("10.0.0.1") == "Too many connections from your address"
    gate.admit("10.0.0.2")
    gate.keeper.leave(place)
    gate.admit("10.0.0.1")


def test_an_ipv6_network_of_64_bits_is_one_address() -> None:
    gate = Gate(connections_per_address=1)
    gate.admit("2001:db8:0:1::1")
    assert gate.refuses("2001:db8:0:1:ffff::2") == "Too many connections from your address"
    gate.admit("2001:db8:0:2::1")


def test_ipv6_and_ipv4_are_never_the_same_address() -> None:
    gate = Gate(connections_per_address=1)
    gate.admit("0.0.0.1")
    gate.admit("0:0:0:1::")


def test_so_many_connections_in_so_many_seconds() -> None:
    gate = Gate(connection_rate=20)
    for _ in range(20):
        gate.keeper.leave(gate.admit("10.0.0.1"))
    assert gate.refuses("10.0.0.1") == "Your address connects too often; wait a little"
    gate.admit("10.0.0.2")
    gate.clock.now += 0.4
    assert gate.refuses("10.0.0.1")
    gate.clock.now += 0.1
    gate.admit("10.0.0.1")
    assert gate.refuses("10.0.0.1")


def test_what_is_remembered_of_addresses_has_a_bound() -> None:
    gate = Gate()
    for n in range(REMEMBERED + 500):
        gate.keeper.leave(gate.admit(f"2001:db8:{n // 65536:x}:{n % 65536:x}::1"))
    assert len(gate.keeper._rates) == REMEMBERED
    assert not gate.keeper._households


def test_loopback_is_not_counted_without_throttle() -> None:
    throttled = Gate(connections_per_address=1, connection_rate=1)
    free = Gate(connections_per_address=1, connection_rate=1, throttle=False)
    throttled.admit("127.0.0.1")
    assert throttled.refuses("127.0.0.1")
    for _ in range(50):
        free.admit("127.0.0.1")
        free.admit("::1")
    free.admit("10.0.0.1")
    assert free.refuses("10.0.0.1")


def test_limits_may_change_while_somebody_is_inside() -> None:
    gate = Gate(connections_per_address=2)
    place = gate.admit("127.0.0.1")
    gate.keeper.limits = Limits(throttle=False)
    other = gate.admit("127.0.0.1")
    gate.keeper.limits = Limits(connections_per_address=1)
    assert gate.refuses("127.0.0.1")
    for each in (place, other):
        gate.keeper.leave(each)
    gate.admit("127.0.0.1")


def test_the_doorstep_is_small() -> None:
    keeper = Gate(connections=1).keeper
    assert all(keeper.see_out() for _ in range(ON_THE_DOORSTEP))
    assert not keeper.see_out()
    keeper.leave(DOORSTEP)
    assert keeper.see_out()
    keeper.admit(plain_address("10.0.0.1"))
