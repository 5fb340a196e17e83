"""Whom a trusted proxy brings is who they say; nobody else is believed."""

from __future__ import annotations

import logging

import pytest

from mensajeria.app.visitor import Visitor
from mensajeria.net.limits import Limits
from mensajeria.net.proxy_header import SIGNATURE
from mensajeria.net.text_door import TextDoor
from mensajeria.net.tls_door import TlsDoor
from tests.harness.certificates import for_client, for_server
from tests.sockets.conftest import Serve
from tests.sockets.serving import Serving

LOOPBACK = ("127.0.0.0/8",)
ANA = b"PROXY TCP4 10.0.0.3 127.0.0.1 49152 7667\r\n"
LOCAL = SIGNATURE + b"\x20\0\0\0"
GOODBYE = "ERROR :Closing Link:"


def host_of(server: Serving, header: bytes, at_a_time: int = 1000) -> str:
    """The host of somebody who is brought so."""
    client = server.connect()
    data = header + b"NICK ana\r\nUSER ana 0 * :Ana\r\n"
    for at in range(0, len(data), at_a_time):
        client.raw(data[at : at + at_a_time])
    return client.until(" 001 ")[-1].rpartition("@")[2]


@pytest.mark.parametrize("at_a_time", [1, 1000])
def test_the_address_that_the_proxy_says(serve: Serve, at_a_time: int) -> None:
    server = serve(proxies=LOOPBACK)
    assert host_of(server, ANA, at_a_time) == "10.0.0.3"


@pytest.mark.parametrize("header", [b"PROXY UNKNOWN\r\n", LOCAL])
def test_a_proxy_that_brings_nobody_speaks_for_itself(serve: Serve, header: bytes) -> None:
    """ "the receiver must accept this connection as valid and must use the real connection
    endpoints"."""
    assert host_of(serve(proxies=LOOPBACK), header) == "127.0.0.1"


def test_access_is_for_whom_it_brings(serve: Serve) -> None:
    server = serve(proxies=LOOPBACK)
    client = server.connect()
    client.raw(b"PROXY TCP4 198.51.100.3 127.0.0.1 49152 7667\r\nNICK ana\r\n")
    told = f"{GOODBYE} 198.51.100.3 (This server is for its local network only)"
    assert client.rest() == [told]


def test_limits_are_for_whom_it_brings(serve: Serve) -> None:
    server = serve(limits=Limits(connections_per_address=2), proxies=LOOPBACK)
    others = [server.connect() for _ in range(10)]
    for number, client in enumerate(others):
        client.raw(f"PROXY TCP4 10.0.0.{number} 127.0.0.1 1 7667\r\nPING 1\r\n".encode())
        assert client.line().endswith("PONG mensajeria.local 1")
    for _ in range(2):
        client = server.connect()
        client.raw(ANA + b"PING 1\r\n")
    assert client.rest() == [f"{GOODBYE} 10.0.0.3 (Too many connections from your address)"]


def test_places_are_given_back(serve: Serve) -> None:
    server = serve(limits=Limits(connections=1, connection_rate=1000), proxies=LOOPBACK)
    for header in (ANA, LOCAL, b"garbage\r\n", b"PROXY "):
        client = server.connect()
        client.raw(header)
        client.hang_up()
        client.all()  # until the server has closed: an earlier look might find nobody in yet
        client.close()
        server.wait_until(lambda: not server.hub.callers)
    assert host_of(server, ANA) == "10.0.0.3"


@pytest.mark.parametrize("garbage", [b"NICK ana\r\n", b"GET / HTTP/1.1\r\n", b"PROXY TCP9\r\n"])
def test_a_proxy_that_says_nothing_right_is_cut_off(
    serve: Serve, garbage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """ "The receiver MUST be configured to only receive the protocol described in this
    specification and MUST not try to guess whether the protocol header is present or not."."""
    server = serve(proxies=LOOPBACK)
    client = server.connect()
    with caplog.at_level(logging.WARNING):
        client.raw(garbage)
        assert client.all() == b""
    assert "the proxy 127.0.0.1 was cut off: " in caplog.text


def test_a_proxy_that_says_nothing_is_shown_out(serve: Serve) -> None:
    server = serve(proxies=LOOPBACK)
    client = server.connect()
    server.wait_until(lambda: len(server.hub.callers) == 1)
    server.pass_time(31)
    assert client.rest() == [f"{GOODBYE} 127.0.0.1 (Registration timed out)"]


def test_others_are_not_believed(serve: Serve) -> None:
    server = serve(proxies=("10.0.0.0/8",))
    client = server.connect()
    client.raw(ANA)
    client.send("NICK ana", "USER ana 0 * :Ana")
    assert client.until(" 001 ")[-1].endswith("@127.0.0.1")


def test_with_text_for_people_they_are_taken_for_words(serve: Serve) -> None:
    door = TextDoor(lambda: Visitor("Plaza", "en", asks_password=False))
    server = serve(doors=(door,))
    client = server.connect()
    client.raw(ANA)
    assert client.line() == "This is Plaza, a chat: everybody here reads what you write."


def test_tls_comes_after_it(serve: Serve) -> None:
    server = serve(proxies=LOOPBACK, doors=(TlsDoor(for_server(), ()),))
    client = server.connect()
    client.raw(ANA)
    client.start_tls(for_client())
    client.send("NICK ana", "USER ana 0 * :Ana")
    assert client.until(" 001 ")[-1].endswith("@10.0.0.3")
