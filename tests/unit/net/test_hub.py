"""One write for each session and tick; nothing before it is stored; nobody's trouble is others'."""

from __future__ import annotations

import pytest

from mensajeria.engine import at_length
from mensajeria.net.limits import Limits
from tests.unit.net.fakes import House

FREE = Limits(throttle=False)


def test_one_write_for_all_of_a_tick() -> None:
    house = House(FREE)
    ana, _ = house.enter("ana")
    _leo, hears = house.enter("leo")
    for n in range(5):
        ana.data_received(b"PRIVMSG #general :%d\r\n" % n)
    assert len(house.loop.soon) == 1
    house.loop.tick()
    (write,) = hears.writes
    assert write.count(b"PRIVMSG") == 5


def test_an_outbox_stays_the_same_list() -> None:
    """Audiences hold its `append`."""
    house = House(FREE)
    ana, _ = house.enter("ana")
    outbox = ana.session.outbox
    ana.data_received(b"PING 1\r\n")
    house.loop.tick()
    assert ana.session.outbox is outbox
    assert outbox == []


def test_nothing_is_seen_before_it_is_stored_and_then_at_once() -> None:
    house = House(FREE, at_once=False)
    ana, _ = house.enter("ana")
    _leo, hears = house.enter("leo")
    while not house.hub.engine.settled:
        house.journal.sync()
    hears.writes.clear()
    ana.data_received(b"PRIVMSG #general :hola\r\n")
    house.loop.tick()
    assert hears.writes == []
    house.journal.sync()
    assert hears.writes == [b":ana!~ana@127.0.0.1 PRIVMSG #general :hola\r\n"]


def test_a_broken_connection_is_ended_and_the_others_are_served() -> None:
    house = House(FREE)
    ana, _ = house.enter("ana")
    _eva, broken = house.enter("eva")
    _leo, hears = house.enter("leo")
    broken.broken = True
    ana.data_received(b"PRIVMSG #general :hola\r\n")
    house.loop.tick()
    assert hears.writes == [b":ana!~ana@127.0.0.1 PRIVMSG #general :hola\r\n"]
    assert broken.ended == "aborted"
    assert len(house.loop.trouble) == 1


def test_a_beat_goes_on_past_a_broken_connection() -> None:
    house = House(FREE)
    _eva, broken = house.enter("eva")
    _leo, hears = house.enter("leo")
    broken.broken = True
    house.clock.now += FREE.ping + 1
    house.hub.beat()
    assert broken.ended == "aborted"
    assert hears.writes == [b"PING :mensajeria.local\r\n"]


def test_who_is_gone_is_not_written_to() -> None:
    house = House(FREE)
    ana, _ = house.enter("ana")
    leo, gone = house.enter("leo")
    ana.data_received(b"PRIVMSG #general :hola\r\n")
    leo.connection_lost(None)
    house.loop.tick()
    assert gone.writes == []


def test_who_has_no_room_for_more_is_not_asked_in_each_tick(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Many of them would be work for all, whoever says something."""
    monkeypatch.setattr(at_length, "PORTION", 10)
    house = House(FREE)
    ana, _ = house.enter("ana")
    leo, slow = house.enter("leo")
    slow.unsent = FREE.send_queue
    leo.data_received(b"JOIN #a,#b,#c\r\nLIST\r\nPING after\r\n")
    house.loop.tick()
    looks = slow.looks
    for n in range(10):
        ana.data_received(b"PRIVMSG #general :%d\r\n" % n)
        house.loop.tick()
    assert slow.looks == looks
    assert not b"".join(slow.writes).endswith(b" PONG mensajeria.local after\r\n")
    slow.unsent = 0
    house.loop.timers[-1].fire()
    house.loop.tick()
    assert b"".join(slow.writes).endswith(b" PONG mensajeria.local after\r\n")
