"""Whoever says "no more from me" is still answered: everything sent counts, in its order."""

from __future__ import annotations

from mensajeria.engine.settings import Settings
from mensajeria.net.limits import Limits
from tests.sockets.conftest import Serve


def test_what_was_sent_is_heard_and_answered(serve: Serve) -> None:
    server = serve()
    (leo,) = server.enter("leo")
    ana = server.connect()
    ana.send("NICK ana", "USER ana 0 * :Ana", "PRIVMSG #general :hola", "PING last")
    ana.hang_up()
    seen = ana.rest()
    assert any(" 001 ana " in line for line in seen)
    assert seen[-2:] == [
        ":mensajeria.local PONG mensajeria.local last",
        ":mensajeria.local ERROR :Closing Link: 127.0.0.1 (Connection closed)",
    ]
    assert leo.until("QUIT")[-2:] == [
        ":ana!~ana@127.0.0.1 PRIVMSG #general :hola",
        ":ana!~ana@127.0.0.1 QUIT :Connection closed",
    ]


def test_a_line_without_an_end_was_not_said(serve: Serve) -> None:
    server = serve()
    ana, leo = server.enter("ana", "leo")
    ana.raw(b"PRIVMSG #general :one\r\nPRIVMSG #general :half")
    ana.hang_up()
    assert not any("half" in line for line in leo.until("QUIT"))


def test_before_saying_anything(serve: Serve) -> None:
    server = serve()
    nobody = server.connect()
    nobody.hang_up()
    assert nobody.rest() == []
    server.wait_until(lambda: not server.hub.callers)


def test_while_a_password_is_checked(serve: Serve) -> None:
    server = serve(Settings(password="secreto"))
    server.surroundings.by_hand = True
    ana = server.connect()
    ana.send("PASS secreto", "NICK ana", "USER ana 0 * :Ana", "PING last")
    ana.hang_up()
    server.wait_until(lambda: bool(server.surroundings.asked))
    server.call(server.surroundings.answer)
    assert any(line.endswith(" last") for line in ana.rest())


def test_over_the_flood_budget_lines_wait_and_then_count(serve: Serve) -> None:
    server = serve(limits=Limits(flood_burst=1, flood_rate=100_000))
    (leo,) = server.enter("leo")
    ana = server.connect()
    lines = [f"PRIVMSG #general :{n}" for n in range(50)]
    ana.send("NICK ana", "USER ana 0 * :Ana", *lines)
    ana.hang_up()
    said = [line.rpartition(":")[2] for line in leo.until("QUIT") if "PRIVMSG" in line]
    assert said == [str(n) for n in range(50)]
