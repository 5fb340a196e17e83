"""When lines wait, for how long, and how many: flood control with a clock that the test is."""

from __future__ import annotations

import pytest

from mensajeria.net.connection import LINE_ROOM
from mensajeria.net.limits import Limits
from tests.unit.net.fakes import House, Transport

LIMITS = Limits(flood_burst=5, flood_rate=2, backlog=1000)


def pongs(transport: Transport) -> list[str]:
    lines = b"".join(transport.writes).decode().splitlines()
    return [line.rpartition(" ")[2] for line in lines if " PONG " in line]


def said(transport: Transport) -> list[str]:
    lines = b"".join(transport.writes).decode().splitlines()
    return [line.rpartition(":")[2] for line in lines if "PRIVMSG" in line]


def messages(count: int) -> bytes:
    return b"".join(b"PRIVMSG #general :%d\r\n" % n for n in range(count))


def test_the_burst_is_free_and_then_each_line_waits_for_its_turn() -> None:
    house = House(LIMITS)
    _ana, hears = house.enter("ana")
    leo, _transport = house.enter("leo")
    house.clock.now += 100
    leo.data_received(messages(9))
    house.loop.tick()
    assert said(hears) == ["0", "1", "2", "3", "4", "5"]
    (timer,) = house.loop.timers
    assert timer.delay == 0.5
    for heard in (7, 8, 9):
        house.clock.now += house.loop.timers[-1].delay
        house.loop.timers[-1].fire()
        house.loop.tick()
        assert said(hears) == [str(n) for n in range(heard)]


def test_what_comes_meanwhile_waits_behind() -> None:
    house = House(LIMITS)
    ana, hears = house.enter("ana")
    house.clock.now += 100
    ana.data_received(b"".join(b"PING %d\r\n" % n for n in range(20)))
    ana.data_received(b"PING last\r\n")
    while house.loop.timers:
        house.loop.tick()
        timer = house.loop.timers.pop()
        house.clock.now += timer.delay
        timer.fire()
    house.loop.tick()
    assert pongs(hears) == [*map(str, range(20)), "last"]


def test_what_waits_has_a_bound() -> None:
    house = House(LIMITS)
    ana, transport = house.enter("ana")
    _leo, hears = house.enter("leo")
    house.clock.now += 100
    ana.data_received(messages(6))
    ana.data_received(b"x" * 999 + b"\n")
    assert not ana.session.gone
    ana.data_received(b"xx\n")
    house.loop.tick()
    assert transport.writes[-1] == b"ERROR :Closing Link: 127.0.0.1 (Excess Flood)\r\n"
    assert transport.ended == "eof"
    assert b"".join(hears.writes).endswith(b" QUIT :Excess Flood\r\n")
    assert house.loop.timers[-1].cancelled
    assert len(said(hears)) == 6


@pytest.mark.parametrize("free", [b"\r\n", b"\n", b"PONG\r\n"])
def test_lines_that_cost_nothing_have_a_bound_too(free: bytes) -> None:
    house = House(LIMITS)
    ana, transport = house.enter("ana")
    house.clock.now += 100
    size = 5 * LINE_ROOM // len(free)
    ana.data_received(free * size)
    assert not ana.session.gone
    house.clock.now += 1
    ana.data_received(free * (2 * LINE_ROOM // len(free)))
    assert not ana.session.gone
    ana.data_received(free * 10)
    house.loop.tick()
    assert transport.writes[-1] == b"ERROR :Closing Link: 127.0.0.1 (Excess Flood)\r\n"


def test_the_longest_lines_there_are_fit_the_bound_of_bytes() -> None:
    """The message-tags specification: 4094 bytes of tag data from a client, and 512 of the rest."""
    house = House(LIMITS)
    ana, _transport = house.enter("ana")
    house.clock.now += 100
    longest = b"@+a=" + b"x" * 4090 + b" TAGMSG ana\r\n"
    for _ in range(1000):
        ana.data_received(longest)
        house.clock.now += 0.25
    assert not ana.session.gone


def test_reading_goes_on_for_who_floods_so_that_it_is_noticed() -> None:
    house = House(LIMITS)
    ana, transport = house.enter("ana")
    house.clock.now += 100
    ana.data_received(messages(20))
    assert transport.reading


def test_a_lost_connection_leaves_no_timer() -> None:
    house = House(LIMITS)
    ana, _transport = house.enter("ana")
    ana.data_received(messages(20))
    ana.connection_lost(None)
    assert all(timer.cancelled for timer in house.loop.timers)
    assert not house.hub.callers
    assert not house.hub.connections


def test_the_transport_tells_when_the_send_queue_is_full() -> None:
    house = House(Limits(send_queue=123_456))
    ana, transport = house.enter("ana")
    _leo, hears = house.enter("leo")
    assert transport.high == 123_456
    ana.pause_writing()
    house.loop.tick()
    assert transport.ended == "aborted"
    assert hears.writes == [b":ana!~ana@127.0.0.1 QUIT :SendQ exceeded\r\n"]
    ana.connection_lost(None)
    house.loop.tick()
    assert len(hears.writes) == 1


def test_the_last_line_of_a_session_that_the_server_ends_is_out_before_it_ends() -> None:
    house = House(at_once=False)
    ana, transport = house.connect()
    ana.data_received(b"NICK ana\r\nUSER ana 0 * :Ana\r\n")
    house.loop.tick()
    ana.data_received(b"QUIT :bye\r\n")
    house.loop.tick()
    ended = [transport.ended]
    house.journal.sync()  # the JOIN of #general
    ended.append(transport.ended)
    house.journal.sync()  # the QUIT
    assert [*ended, transport.ended] == ["", "", "eof"]
    assert transport.writes[-1].endswith(b"ERROR :Closing Link: 127.0.0.1 (Quit: bye)\r\n")
