"""Who says nothing for too long is asked, and then dropped. The clock is moved by hand."""

from __future__ import annotations

from mensajeria.net.limits import Limits
from tests.sockets.conftest import Serve

LIMITS = Limits(throttle=False, ping=120, registration=30)


def test_registration(serve: Serve) -> None:
    server = serve(limits=LIMITS)
    (ana,) = server.enter("ana")
    silent, halfway = server.connect(), server.connect()
    halfway.send("NICK eva")
    halfway.sync()
    server.wait_until(lambda: len(server.hub.callers) == 3)
    server.pass_time(30)
    halfway.send("PING still-here")
    halfway.until("still-here")
    server.pass_time(1)
    for client in (silent, halfway):
        assert client.rest() == ["ERROR :Closing Link: 127.0.0.1 (Registration timed out)"]
    assert ana.sync() == []


def test_silence_is_asked_and_then_ended(serve: Serve) -> None:
    """Modern IRC, PING: "used by ... servers to check the other side of the connection"."""
    server = serve(limits=LIMITS)
    ana, leo = server.enter("ana", "leo")
    server.pass_time(119)
    leo.sync()
    server.pass_time(2)
    assert ana.line() == "PING :mensajeria.local"
    server.pass_time(100)
    server.pass_time(20)
    assert ana.rest() == ["ERROR :Closing Link: 127.0.0.1 (Ping timeout: 241 seconds)"]
    heard = leo.sync()
    assert heard == [
        "PING :mensajeria.local",
        ":ana!~ana@127.0.0.1 QUIT :Ping timeout: 241 seconds",
    ]


def test_any_answer_will_do(serve: Serve) -> None:
    server = serve(limits=LIMITS)
    (ana,) = server.enter("ana")
    for _ in range(5):
        server.pass_time(121)
        assert ana.line() == "PING :mensajeria.local"
        ana.sync()
    server.pass_time(100)
    assert ana.sync() == []
