"""Who sends too much waits, and is never put out for it. See tests/unit/net for the delay."""

from __future__ import annotations

import socket
from collections.abc import Iterable

import pytest

from mensajeria.engine.settings import Limits as EngineLimits
from mensajeria.engine.settings import Settings
from mensajeria.net.connection import Connection
from mensajeria.net.limits import Limits
from tests.sockets.conftest import Serve


def test_who_floods_on_waits_and_nobody_else_does(serve: Serve) -> None:
    server = serve(limits=Limits(flood_burst=20, flood_rate=0.1, backlog=8192))
    ana, leo = server.enter("ana", "leo")
    eva = server.connect()
    eva.send("NICK eva", "USER eva 0 * :Eva")
    ana.until("JOIN")
    eva.send(*(f"PRIVMSG #general :{'x' * 100} {n}" for n in range(500)))
    ana.until("PRIVMSG")
    leo.send("PRIVMSG #general :me first")
    heard = ana.until("me first")
    assert 10 < len(heard) < 25
    assert not any("QUIT" in line for line in heard)


def test_who_vanishes_while_not_read_is_noticed(serve: Serve) -> None:
    server = serve(limits=Limits(flood_burst=20, flood_rate=0.1, backlog=8192))
    (ana,) = server.enter("ana")
    eva = server.connect()
    eva.send("NICK eva", "USER eva 0 * :Eva")
    ana.until("JOIN")
    eva.send(*(f"PRIVMSG #general :{n:400}" for n in range(200)))
    ana.until("PRIVMSG")
    eva.reset()
    server.pass_time(130)
    assert ana.until("QUIT")[-1].startswith(":eva!~eva@127.0.0.1 QUIT :")


@pytest.mark.slow
def test_a_paste_is_only_delayed(serve: Serve) -> None:
    server = serve(limits=Limits(flood_burst=5, flood_rate=100_000, backlog=1000))
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
    server = serve(limits=Limits(flood_burst=20, flood_rate=100_000, backlog=8192))
    (ana,) = server.enter("ana")
    ana.raw(b"\xff\xfe\r\n" * 50)
    assert sum("INVALID_UTF8" in line for line in ana.sync()) == 50


def test_who_takes_a_long_list_slowly_gets_it_whole(serve: Serve) -> None:
    """There is more to say of 400 channels than fits into this send queue (SAFELIST)."""
    many = Settings(autojoin=(), limits=EngineLimits(channels_per_user=400))
    server = serve(many, limits=Limits(throttle=False, send_queue=65_536))
    (ana,) = server.enter("ana")
    for number in range(400):
        ana.send(f"JOIN #{number}", f"TOPIC #{number} :{'x' * 390}")
    ana.sync()
    leo = server.connect(receive_buffer=4096)
    leo.send("NICK leo", "USER leo 0 * :Leo")
    leo.sync()
    server.call(lambda: _narrow(server.hub.connections.values()))
    leo.send("LIST")
    server.wait_until(lambda: any(not each.has_room() for each in server.hub.connections.values()))
    for _ in range(400):
        while " 322 " not in leo.line():
            pass
        server.pass_time(0)
    leo.until(" 323 ")


def _narrow(connections: Iterable[Connection]) -> None:
    """Let the system take little of what is for them."""
    for connection in connections:
        sock = connection.transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
