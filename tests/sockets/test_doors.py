"""The first bytes of a connection say what it is; what has no door here gets one clear answer."""

from __future__ import annotations

import pytest

from tests.sockets.conftest import Serve

CLIENT_HELLO = bytes.fromhex("16030102000100 01fc0303") + bytes(500)


@pytest.mark.parametrize("verb", ["GET", "HEAD", "POST", "PUT", "OPTIONS", "DELETE", "CONNECT"])
@pytest.mark.parametrize("at_a_time", [1, 1000])
def test_http_gets_an_http_answer(serve: Serve, verb: str, at_a_time: int) -> None:
    """RFC 9110, 15.5.20: "421 (Misdirected Request) ... was directed at a server that is unable or
    unwilling to produce an authoritative response"."""
    server = serve()
    browser = server.connect()
    request = f"{verb} / HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for at in range(0, len(request), at_a_time):
        browser.raw(request[at : at + at_a_time])
    head, body = browser.all().decode().split("\r\n\r\n")
    assert head.splitlines() == [
        "HTTP/1.1 421 Misdirected Request",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
        "Connection: close",
    ]
    assert body == (
        f"This port speaks IRC: connect an IRC client to 127.0.0.1:{server.address[1]}\n"
    )


def test_a_web_page_cannot_make_a_browser_speak_irc(serve: Serve) -> None:
    server = serve()
    (ana,) = server.enter("ana")
    browser = server.connect()
    browser.raw(b"POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\n")
    browser.send("NICK eva", "USER eva 0 * :Eva", "PRIVMSG #general :boo")
    browser.all()
    assert ana.sync() == []


@pytest.mark.parametrize("at_a_time", [1, 1000])
def test_tls_is_told_that_there_is_none(serve: Serve, at_a_time: int) -> None:
    server = serve()
    client = server.connect()
    for at in range(0, len(CLIENT_HELLO), at_a_time):
        client.raw(CLIENT_HELLO[at : at + at_a_time])
    assert client.rest() == [
        "ERROR :Closing Link: 127.0.0.1 (This port does not speak TLS; connect without it)"
    ]


@pytest.mark.parametrize("line", ["PING 1", "PONG 1", "POSTAL 1", "GETTY 1", "HELP", "PUTT"])
@pytest.mark.parametrize("at_a_time", [1, 1000])
def test_what_only_begins_like_another_door_is_irc(serve: Serve, line: str, at_a_time: int) -> None:
    server = serve()
    client = server.connect()
    data = f"{line}\r\nPING end\r\n".encode()
    for at in range(0, len(data), at_a_time):
        client.raw(data[at : at + at_a_time])
    assert client.until("end")


def test_something_that_could_still_become_this_or_that_times_out(serve: Serve) -> None:
    server = serve()
    client = server.connect()
    client.raw(b"GE")
    server.wait_until(lambda: len(server.hub.callers) == 1)
    server.pass_time(31)
    assert client.rest() == ["ERROR :Closing Link: 127.0.0.1 (Registration timed out)"]
