"""Whom a gateway brings is counted and judged by their own address (IRCv3 webirc)."""

from __future__ import annotations

from ipaddress import ip_network

from mensajeria.engine.settings import Gateway, Settings
from mensajeria.net.gatekeeper import Access
from mensajeria.net.limits import Limits
from tests.sockets.conftest import Serve
from tests.sockets.serving import Client, Serving

HERE = (ip_network("127.0.0.0/8"),)
SETTINGS = Settings(gateways=(Gateway("sesame", HERE),))


def open_to(serve: Serve, limits: Limits | None = None, access: Access = "anyone") -> Serving:
    server = serve(SETTINGS, limits, access)
    server.call(lambda: setattr(server.hub.gatekeeper, "gateways", HERE))
    return server


def brought(server: Serving, address: str) -> Client:
    client = server.connect()
    client.send(f"WEBIRC sesame Example {address} {address}", "PING 1")
    return client


def test_limits_are_for_whom_it_brings(serve: Serve) -> None:
    limits = Limits(connections_per_address=2, connection_rate=5)
    server = open_to(serve, limits)
    for number in range(8):
        assert brought(server, f"198.51.100.{number}").line().endswith("PONG mensajeria.local 1")
    for _ in range(2):
        brought(server, "198.51.100.30").until("PONG")
    server.wait_until(lambda: len(server.hub.callers) == 10)
    third = brought(server, "198.51.100.30")
    assert third.rest() == [
        "ERROR :Closing Link: 198.51.100.30 (Too many connections from your address)"
    ]
    third.close()
    server.wait_until(lambda: len(server.hub.callers) == 10)
    assert server.call(lambda: server.hub.gatekeeper._inside) == 10


def test_access_is_for_whom_it_brings(serve: Serve) -> None:
    client = brought(open_to(serve, access="lan"), "198.51.100.3")
    assert client.rest() == [
        "ERROR :Closing Link: 198.51.100.3 (This server is for its local network only)"
    ]


def test_places_are_given_back(serve: Serve) -> None:
    server = open_to(serve, Limits(connections=1))
    for address in ("198.51.100.3", "198.51.100.4"):
        client = brought(server, address)
        client.until("PONG")
        client.close()
        server.wait_until(lambda: not server.hub.callers)
    assert server.call(lambda: server.hub.gatekeeper._inside) == 0
