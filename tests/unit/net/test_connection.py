"""When lines wait, for how long, and how many: flood control with a clock that the test is."""

from __future__ import annotations

import pytest

from mensajeria.net.connection import LINE_ROOM, PIECE
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


def is_read(transport: Transport) -> bool:
    return transport.reading


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
    pass_pauses(house)
    assert pongs(hears) == [*map(str, range(20)), "last"]


def test_what_waits_has_a_bound_and_the_rest_stays_with_its_sender() -> None:
    """ "When advertised, the server ensures that a client will not be disconnected due to server
    rate-limiting [...] The queue of incoming messages to process should be bounded" (SAFERATE)."""
    house = House(LIMITS)
    ana, transport = house.enter("ana")
    _leo, hears = house.enter("leo")
    house.clock.now += 100
    ana.data_received(messages(6))
    ana.data_received(b"PRIVMSG #general :6\r\n".ljust(1000, b"\n"))
    assert is_read(transport)
    ana.data_received(b"\n")
    assert not is_read(transport)
    assert not ana.session.gone
    pass_pauses(house)
    assert is_read(transport)
    assert said(hears) == [*map(str, range(7))]


def pass_pauses(house: House) -> None:
    """Let time go on until nobody waits."""
    while house.loop.timers:
        house.loop.tick()
        timer = house.loop.timers.pop()
        if not timer.cancelled:
            house.clock.now += timer.delay
            timer.fire()
    house.loop.tick()


def test_what_waits_is_not_taken_apart_before_its_time() -> None:
    """Each line is an object: a read full of tiny ones would take many times its room."""
    house = House(LIMITS)
    ana, transport = house.enter("ana")
    house.clock.now += 100
    ana.data_received(b"x\n" * 100_000)
    assert not is_read(transport)
    assert len(ana._backlog) < PIECE
    assert not ana.session.gone


@pytest.mark.parametrize("free", [b"\r\n", b"\n", b"PONG\r\n"])
def test_lines_that_cost_nothing_cost_their_bytes(free: bytes) -> None:
    house = House(LIMITS)
    ana, transport = house.enter("ana")
    house.clock.now += 100
    ana.data_received(free * (5 * LINE_ROOM // len(free)))
    assert not house.loop.timers
    ana.data_received(free * (2 * LINE_ROOM // len(free)))
    assert not is_read(transport)
    taken = house.clock.now
    pass_pauses(house)
    assert is_read(transport)
    assert 0.9 < house.clock.now - taken <= 1


def test_silence_while_we_do_not_listen_is_ours() -> None:
    house = House(LIMITS)
    ana, transport = house.enter("ana")
    ana.data_received(messages(500))
    transport.writes.clear()
    for _ in range(10):
        house.clock.now += 121
        house.hub.beat()
    house.loop.tick()
    assert not ana.session.gone
    assert transport.writes.count(b"PING :mensajeria.local\r\n") == 10
    pass_pauses(house)
    for _ in range(2):
        house.clock.now += 121
        house.hub.beat()
    assert ana.session.gone


def test_silence_of_who_does_not_read_is_theirs() -> None:
    """What they ask for waits for room, and so do we: both would wait for ever."""
    house = House(LIMITS)
    ana, transport = house.enter("ana")
    ana.data_received(messages(500))
    transport.unsent = LIMITS.send_queue // 2
    house.clock.now += 121
    house.hub.beat()
    assert transport.writes[-1] == b"PING :mensajeria.local\r\n"
    house.clock.now += 121
    house.hub.beat()
    house.loop.tick()
    assert ana.session.gone
    assert transport.writes[-1].endswith(b"(Ping timeout: 242 seconds)\r\n")


def test_who_hangs_up_has_said_what_still_waits() -> None:
    house = House(LIMITS)
    ana, transport = house.enter("ana")
    _leo, hears = house.enter("leo")
    house.clock.now += 100
    ana.data_received(messages(500))
    assert ana.eof_received()
    pass_pauses(house)
    assert said(hears) == [*map(str, range(500))]
    assert b"".join(hears.writes).endswith(b" QUIT :Connection closed\r\n")
    assert transport.ended == "closed"


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
