"""`Limits`: what one client, or all of them together, may use of the net. Plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds; without `throttle` there is no flood control, and loopback is not counted."""

    throttle: bool = True
    connections: int = 10_000
    connections_per_address: int = 100  # for IPv6, per /64
    connection_rate: int = 20  # per address in `RATE_WINDOW` seconds
    registration: float = 30.0  # seconds
    ping: float = 120.0  # seconds of silence before PING, and as many again for the answer
    flood_burst: float = 20.0  # cost units
    flood_rate: float = 4.0  # cost units a second
    backlog: int = 16_384  # bytes received and not yet processed
    send_queue: int = 2_097_152  # bytes that the client has not taken yet


RATE_WINDOW = 10.0
"""Seconds in which `connection_rate` new connections are let in."""
