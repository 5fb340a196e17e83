"""Who sends too much waits; who then does not stop is put out. See tests/unit/net for the delay."""

from __future__ import annotations

from mensajeria.net.limits import Limits
from tests.sockets.conftest import Serve


def test_who_floods_on_is_disconnected_and_nobody_else_waits(serve: Serve) -> None:
    server = serve(limits=Limits(flood_burst=20, flood_rate=0.1, backlog=8192))
    (ana,) = server.enter("ana")
    eva = server.connect()
    eva.send("NICK eva", "USER eva 0 * :Eva")
    ana.until("JOIN")
    eva.send(*(f"PRIVMSG #general :{'x' * 100} {n}" for n in range(200)))
    assert eva.rest()[-1] == "ERROR :Closing Link: 127.0.0.1 (Excess Flood)"
    heard = ana.until("QUIT")
    assert heard[-1] == ":eva!~eva@127.0.0.1 QUIT :Excess Flood"
    assert 10 < len(heard) < 25


def test_a_paste_within_the_backlog_is_only_delayed(serve: Serve) -> None:
    server = serve(limits=Limits(flood_burst=5, flood_rate=100_000))
    ana, leo = server.enter("ana", "leo")
    leo.send(*(f"PRIVMSG #general :{n}" for n in range(500)))
    leo.sync()
    said = [line.rpartition(":")[2] for line in ana.sync() if "PRIVMSG" in line]
    assert said == [str(n) for n in range(500)]


def test_a_message_of_many_lines_may_come_at_once(serve: Serve) -> None:
    """ "clients might send an entire batched multiline message all at once" (IRCv3 multiline)."""
    server = serve(limits=Limits(flood_burst=20, flood_rate=0.1))
    (ana,) = server.enter("ana")
    eva = server.connect()
    eva.send("CAP REQ :batch draft/multiline", "NICK eva", "USER eva 0 * :Eva", "CAP END")
    ana.until("JOIN")
    lines = (f"@batch=r PRIVMSG #general :{n:35}" for n in range(100))
    eva.send("BATCH +r draft/multiline #general", *lines, "BATCH -r")
    heard = [ana.until("PRIVMSG")[-1] for _ in range(100)]
    assert [int(line.rpartition(":")[2]) for line in heard] == list(range(100))


def test_without_throttle_nobody_waits(serve: Serve) -> None:
    server = serve(limits=Limits(throttle=False, flood_burst=1, flood_rate=0.1))
    ana, leo = server.enter("ana", "leo")
    leo.send(*(f"PRIVMSG #general :{n}" for n in range(5000)))
    leo.sync()
    assert len(ana.sync()) == 5000


def test_lines_that_are_none_cost_too(serve: Serve) -> None:
    server = serve(limits=Limits(flood_burst=20, flood_rate=0.1, backlog=8192))
    eva = server.connect()
    eva.raw(b"\xff\xfe\r\n" * 10_000)
    lines = eva.rest()
    assert lines[-1] == "ERROR :Closing Link: 127.0.0.1 (Excess Flood)"
    assert len(lines) < 30
