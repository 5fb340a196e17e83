"""`Gatekeeper`: who may connect at all, judged by address before a byte is read."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final, Literal

from mensajeria.net.bucket import Bucket
from mensajeria.net.limits import RATE_WINDOW, Limits

Access = Literal["lan", "anyone"]
IpAddress = IPv4Address | IPv6Address
IpNetwork = IPv4Network | IPv6Network
Place = int | None
"""What an admitted address is counted as; None if it is only counted with all."""

LOCAL_NETWORKS: Final = tuple(
    ip_network(text)
    for text in (
        "127.0.0.0/8",  # loopback (RFC 1122)
        "10.0.0.0/8",  # private (RFC 1918)
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",  # link-local (RFC 3927)
        "::1/128",  # loopback (RFC 4291)
        "fc00::/7",  # unique local (RFC 4193)
        "fe80::/10",  # link-local (RFC 4291)
    )
)
DOORSTEP: Final[Place] = -1
"""The place of somebody turned away who is still being told why."""

ON_THE_DOORSTEP: Final = 100
"""How many may be told at the same time."""

REMEMBERED: Final = 10_000
"""Addresses whose connection rate is remembered; beyond that the longest unseen is forgotten."""


def plain_address(text: str) -> IpAddress:
    """An address as a socket gives it: without zone, and IPv4 where it is mapped into IPv6.

    Raises ValueError if it is none.
    """
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def is_local(address: IpAddress) -> bool:
    """Whether the address is one of loopback, a private network or the link."""
    return any(address in network for network in LOCAL_NETWORKS)


class TurnedAway(Exception):
    """Not let in; str() is one sentence on why, as it goes over the wire."""


class Gatekeeper:
    """Counts those inside. `clock` gives seconds and never goes back."""

    def __init__(
        self,
        access: Access,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
        proxies: Sequence[IpNetwork] = (),
    ) -> None:
        """`proxies`: where those call from who say for whom they do (PROXY protocol)."""
        self.access: Access = access
        self.limits = limits
        self.proxies = proxies
        self.gateways: Sequence[IpNetwork] = ()  # they bring many, each counted once it is known
        self._clock = clock
        self._inside = 0
        self._on_the_doorstep = 0
        self._households: Counter[int] = Counter()
        self._rates: dict[int, Bucket] = {}

    def admit(self, address: IpAddress) -> Place:
        """Let somebody in; the place that they take must be given back with `leave`.

        Raises TurnedAway.
        """
        if any(address in network for network in self.gateways):
            return self.admit_trusted()
        if self.access == "lan" and not is_local(address):
            raise TurnedAway("This server is for its local network only")
        if self._inside >= self.limits.connections:
            raise TurnedAway("This server is full")
        household = self._household(address)
        if household is not None:
            if self._households[household] >= self.limits.connections_per_address:
                raise TurnedAway("Too many connections from your address")
            if self._too_fast(household):
                raise TurnedAway("Your address connects too often; wait a little")
            self._households[household] += 1
        self._inside += 1
        return household

    def is_proxy(self, address: IpAddress) -> bool:
        """Whether somebody who calls from there must first say for whom, and is believed."""
        return any(address in network for network in self.proxies)

    def admit_trusted(self) -> Place:
        """Let somebody in wherever they call from, as often as they like. Raises TurnedAway."""
        if self._inside >= self.limits.connections:
            raise TurnedAway("This server is full")
        self._inside += 1
        return None

    def see_out(self) -> bool:
        """Whether somebody turned away may stay at `DOORSTEP` for a moment, until they `leave`."""
        free = self._on_the_doorstep < ON_THE_DOORSTEP
        self._on_the_doorstep += free
        return free

    def leave(self, place: Place) -> None:
        """Somebody is gone who had this place."""
        if place == DOORSTEP:
            self._on_the_doorstep -= 1
            return
        self._inside -= 1
        if place is not None:
            self._households[place] -= 1
            if not self._households[place]:
                del self._households[place]

    def _household(self, address: IpAddress) -> Place:
        """What counts as one address; an IPv6 user has a whole /64. None is not counted."""
        if address.is_loopback and not self.limits.throttle:
            return None
        if isinstance(address, IPv6Address):
            return (int(address) >> 64) + (1 << 32)  # beside all of IPv4
        return int(address)

    def _too_fast(self, household: int) -> bool:
        now, rate = self._clock(), self.limits.connection_rate
        bucket = self._rates.pop(household, None) or Bucket(rate, rate / RATE_WINDOW, now)
        self._rates[household] = bucket  # the latest seen at the end
        if len(self._rates) > REMEMBERED:
            del self._rates[next(iter(self._rates))]
        return not bucket.take_if_there(1, now)
