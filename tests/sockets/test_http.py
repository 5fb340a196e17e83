"""HTTP on the one port: what is answered, and that whoever misbehaves is answered or ended."""

from __future__ import annotations

from contextlib import suppress

import pytest

from mensajeria.app import http_server
from mensajeria.net.doors import NoTlsHere
from mensajeria.net.http.head import MOST
from mensajeria.net.tls_door import TlsDoor
from tests.harness.certificates import for_client, for_server
from tests.sockets.browsing import http_door
from tests.sockets.conftest import Serve
from tests.sockets.serving import Client, Serving

GET = b"GET / HTTP/1.1\r\nHost: plaza.local:7667\r\nConnection: close\r\n\r\n"


class Answer:
    """One answer, read from the beginning of what a server said."""

    def __init__(self, said: bytes) -> None:
        head, _, rest = said.partition(b"\r\n\r\n")
        first, *fields = head.decode().split("\r\n")
        self.status = int(first.split(" ")[1])
        self.headers = dict(field.split(": ", 1) for field in fields)
        size = int(self.headers["Content-Length"])
        self.body = rest[:size].decode()
        self.after = rest[size:]


def serving(serve: Serve) -> Serving:
    return serve(doors=(NoTlsHere(), http_door()))


def asked(server: Serving, request: bytes) -> Answer:
    """What is answered to that before the server closes."""
    client = server.connect()
    client.raw(request)
    return Answer(client.all())


def read(client: Client) -> Answer:
    """The next answer on a connection that stays open."""
    said = b""
    while b"\r\n\r\n" not in said or len(Answer(said).body) < int(
        Answer(said).headers["Content-Length"]
    ):
        said += client.socket.recv(65536)
    return Answer(said)


@pytest.mark.parametrize("at_a_time", [1, 7, 1000])
def test_the_page_says_where_it_was_found(serve: Serve, at_a_time: int) -> None:
    browser = serving(serve).connect()
    for at in range(0, len(GET), at_a_time):
        browser.raw(GET[at : at + at_a_time])
    answer = Answer(browser.all())
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "python3 client.py plaza.local<" in answer.body
    assert answer.after == b""


def test_the_page_is_inside_tls_too(serve: Serve) -> None:
    server = serve(doors=(TlsDoor(for_server(), (http_door(),)),))
    browser = server.connect()
    browser.start_tls(for_client())
    browser.raw(GET)
    answer = Answer(browser.all())
    assert "wss://plaza.local:7667/" in answer.body


def test_who_says_that_they_are_done_is_answered(serve: Serve) -> None:
    browser = serving(serve).connect()
    browser.raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    browser.hang_up()
    assert Answer(browser.all()).body == '{"status": "ok"}'


def test_who_is_done_after_the_answer_is_let_go(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "IDLE", 1e6)  # seconds: else that would end it, later
    browser = serving(serve).connect()
    browser.raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert read(browser).status == 200
    browser.hang_up()
    assert browser.all() == b""


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [("/", "es-MX,en;q=0.5", "es"), ("/", "en", "en"), ("/?lang=es", "en", "es")],
)
def test_the_page_is_in_the_readers_language(
    serve: Serve, path: str, accepted: str, language: str
) -> None:
    request = GET.replace(b" / ", f" {path} ".encode())
    request = request.replace(b"\r\nConn", f"\r\nAccept-Language: {accepted}\r\nConn".encode())
    answer = asked(serving(serve), request)
    assert f'<html lang="{language}">' in answer.body
    assert answer.headers["Content-Language"] == language


def test_browsers_are_told_to_be_careful(serve: Serve) -> None:
    headers = asked(serving(serve), GET).headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "style-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Server"] == "mensajeria"


def test_head_has_no_body(serve: Serve) -> None:
    """RFC 9110, 9.3.2: "The HEAD method is identical to GET except that the server MUST NOT send
    content in the response"."""
    server = serving(serve)
    browser = server.connect()
    browser.raw(GET.replace(b"GET", b"HEAD"))
    head, _, body = browser.all().partition(b"\r\n\r\n")
    assert b"200 OK" in head
    length = asked(server, GET).headers["Content-Length"]
    assert f"Content-Length: {length}".encode() in head
    assert body == b""


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (GET.replace(b" / ", b" /nothing "), 404),
        (GET.replace(b" / ", b" /static/../joining.py "), 404),
        (GET.replace(b" / ", b" /static/%2e%2e/joining.py "), 404),
        (GET.replace(b"GET", b"POST"), 405),
        (GET.replace(b"GET", b"DELETE"), 405),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\nx=1", 405),
        (GET.replace(b"plaza.local", b"<script>"), 400),
        (GET.replace(b"Conn", b"Host: other\r\nConn"), 400),
        (GET.replace(b"Host: plaza.local:7667\r\n", b""), 400),
        (b"GET / HTTP/1.1\r\nno colon here\r\n\r\n", 400),
        (b"GET / HTTP/x.y\r\n\r\n", 400),
        (b"GET \x00\xff \r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: minus\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: " + b"y" * MOST, 431),
        (b"GET / HTTP/1.1\r\nX: " + b"y" * MOST + b"\r\n\r\n", 431),
    ],
)
def test_what_cannot_be_answered_is_refused_and_ended(
    serve: Serve, request_: bytes, status: int
) -> None:
    answer = asked(serving(serve), request_)
    assert answer.status == status
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "aiohttp" not in str(answer.headers)


def test_405_says_what_is_allowed(serve: Serve) -> None:
    """RFC 9110, 15.5.6: "The origin server MUST generate an Allow header field in a 405"."""
    assert asked(serving(serve), GET.replace(b"GET", b"PUT")).headers["Allow"] == "GET, HEAD"


def test_static_files_have_their_types(serve: Serve) -> None:
    server = serving(serve)
    for name, kind in (("join.css", "text/css"), ("icon.svg", "image/svg+xml")):
        answer = asked(server, GET.replace(b" / ", f" /static/{name} ".encode()))
        assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"


def test_several_requests_on_one_connection(serve: Serve) -> None:
    """RFC 9112, 9.3.2: "A server ... MUST send the corresponding responses in the same order"."""
    browser = serving(serve).connect()
    health = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    browser.raw(health)
    assert read(browser).status == 200
    browser.raw(health + GET.replace(b" / ", b" /nothing "))
    first = Answer(browser.all())
    assert (first.status, Answer(first.after).status) == (200, 404)


HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
UPGRADE = (
    b"GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


@pytest.mark.parametrize("at_a_time", [1, 1000])
def test_a_websocket_may_come_after_other_requests(serve: Serve, at_a_time: int) -> None:
    """RFC 9110, 7.8: "the client [...] wishes to change protocols on that same connection"; the key
    and its answer are those of RFC 6455, 1.3."""
    browser = serving(serve).connect()
    for _ in range(2):
        browser.raw(HEALTH)
        assert read(browser).status == 200
    for at in range(0, len(UPGRADE), at_a_time):
        browser.raw(UPGRADE[at : at + at_a_time])
    said = b""
    while b"\r\n\r\n" not in said:
        said += browser.socket.recv(65536)
    assert said.startswith(b"HTTP/1.1 101 ")
    assert b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in said


def test_a_websocket_does_not_overtake_an_answer(serve: Serve) -> None:
    """RFC 9110, 15.5.22: "The server MUST send an Upgrade header field in a 426 response"."""
    browser = serving(serve).connect()
    browser.raw(HEALTH + UPGRADE)
    answer = Answer(browser.all())
    after = Answer(answer.after)
    assert (answer.status, after.status, after.headers["Upgrade"]) == (200, 426, "websocket")


def test_a_connection_that_is_used_goes_on(serve: Serve) -> None:
    """The time limit is that of one request: IDLE is how long there may be none."""
    server = serving(serve)
    browser = server.connect()
    for _ in range(4):
        browser.raw(HEALTH)
        assert read(browser).status == 200
        server.pass_time(20)


def test_a_body_that_nobody_reads_is_no_request(serve: Serve) -> None:
    """RFC 9112, 9.3: a server that does not read the body "MUST close the connection"."""
    browser = serving(serve).connect()
    browser.raw(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(HEALTH))
    assert read(browser).status == 405
    with suppress(ConnectionError):
        browser.raw(HEALTH)
        assert browser.all() == b""


def test_what_comes_in_pieces_behind_another_request_is_answered(serve: Serve) -> None:
    """The beginning of it is the speaker's already, so that the rest is, too."""
    browser = serving(serve).connect()
    browser.raw(HEALTH + HEALTH[:9])
    assert read(browser).status == 200
    browser.raw(HEALTH[9:])
    assert read(browser).status == 200


def test_a_sick_server_says_so(serve: Serve) -> None:
    server = serve(doors=(http_door(trouble=lambda: "disk full"),))
    answer = asked(server, GET.replace(b" / ", b" /healthz "))
    assert answer.status == 503
    assert "disk" not in answer.body


@pytest.mark.parametrize("so_far", [b"GET ", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_a_slow_head_has_a_time_limit(serve: Serve, so_far: bytes) -> None:
    server = serving(serve)
    browser = server.connect()
    browser.raw(so_far)
    server.wait_until(lambda: any("Head" in type(each).__name__ for each in server.hub.callers))
    server.pass_time(29)
    browser.raw(b"X")  # a byte now and then does not help
    server.pass_time(2)
    assert Answer(browser.all()).status == 408


def test_a_connection_does_not_stay_for_ever_after_an_answer(serve: Serve) -> None:
    server = serving(serve)
    browser = server.connect()
    browser.raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    read(browser)
    browser.raw(b"GET / HTTP/1.1\r\nHos")
    server.wait_until(lambda: any("Head" in type(each).__name__ for each in server.hub.callers))
    server.pass_time(31)
    assert Answer(browser.all()).status == 408
    server.pass_time(10)
    server.wait_until(lambda: not server.hub.callers)


def test_who_vanishes_in_the_middle_leaves_nothing(serve: Serve) -> None:
    server = serving(serve)
    for said in (b"GET / HTT", GET, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nx"):
        browser = server.connect()
        browser.raw(said)
        browser.reset()
    server.wait_until(lambda: not server.hub.callers)


def test_a_web_page_cannot_make_a_browser_speak_irc(serve: Serve) -> None:
    server = serving(serve)
    (ana,) = server.enter("ana")
    browser = server.connect()
    browser.raw(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n")
    browser.send("NICK eva", "USER eva 0 * :Eva", "PRIVMSG #general :boo")
    browser.all()
    assert ana.sync() == []


def test_browsers_are_counted_and_told_when_the_server_ends(serve: Serve) -> None:
    server = serving(serve)
    browser = server.connect()
    browser.raw(b"GET /")
    server.wait_until(lambda: any("Head" in type(each).__name__ for each in server.hub.callers))
    (caller,) = server.hub.callers
    server.call(lambda: caller.dismiss("Going"))
    answer = Answer(browser.all())
    assert (answer.status, answer.body) == (503, "Going\n")
