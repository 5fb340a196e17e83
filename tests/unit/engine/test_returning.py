"""One person, several connections: one nick, the same channels, each other's lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mensajeria.engine.settings import Limits, Settings
from tests.harness.town import Client, Town


@pytest.fixture
def town() -> Town:
    return Town(replace(Settings(autojoin=()), limits=Limits(sessions=3)))


def device(town: Town, nick: str, account: str, caps: str = "", away: str = "") -> Client:
    """A connection that has logged in before it registers, with all that it was told."""
    client = town.open()
    client.send("CAP LS 302")
    if caps:
        client.send(f"CAP REQ :{caps}")
    client.session.registration.account = account
    if away:
        client.send(f"AWAY :{away}")
    client.send(f"NICK {nick}")
    client.send("USER u 0 * :Ana de viaje")
    client.seen()
    client.send("CAP END")
    return client


def numerics(lines: list[str]) -> list[str]:
    return [line.split()[1] for line in lines]


def test_a_second_device_is_the_same_person_in_the_same_channels(town: Town) -> None:
    laptop = device(town, "ana", "ana")
    (leo,) = town.enter("#plaza", "leo")
    laptop.send("JOIN #plaza")
    leo.send("TOPIC #plaza :de todo")
    leo.seen()
    phone = device(town, "ana_", "ANA", "extended-join")
    lines = phone.seen()
    assert ":mensajeria.local 001 ana :Welcome to the mensajeria Network, ana!~u@127.0.0.1" in lines
    at = lines.index(":ana!~u@127.0.0.1 JOIN #plaza ana :Ana de viaje")
    assert numerics(lines[at:]) == ["JOIN", "332", "333", "353", "366"]
    assert leo.seen() == []


def test_each_device_sees_what_the_others_send_and_what_is_sent_to_it(town: Town) -> None:
    laptop = device(town, "ana", "ana")
    (leo,) = town.enter("#plaza", "leo")
    laptop.send("JOIN #plaza")
    phone = device(town, "ana", "ana")
    for client in (laptop, leo, phone):
        client.seen()
    laptop.send("PRIVMSG #plaza :uno")
    laptop.send("PRIVMSG leo :dos")
    leo.send("PRIVMSG ana :tres")
    assert phone.seen() == [
        ":ana!~u@127.0.0.1 PRIVMSG #plaza :uno",
        ":ana!~u@127.0.0.1 PRIVMSG leo :dos",
        ":leo!~leo@127.0.0.1 PRIVMSG ana :tres",
    ]
    assert laptop.seen() == [":leo!~leo@127.0.0.1 PRIVMSG ana :tres"]
    phone.send("JOIN #otra")
    phone.send("NICK anita")
    assert numerics(laptop.seen())[0] == "JOIN"
    assert phone.session.nick == laptop.session.nick == "anita"


def test_the_nick_may_be_in_use_while_one_is_about_to_log_in(town: Town) -> None:
    device(town, "ana", "ana")
    other = town.open()
    other.send("NICK ana")
    assert numerics(other.seen()) == ["433"]
    late = town.open()
    late.send("CAP LS 302")
    late.send("NICK ana")
    late.send("USER u 0 * :u")
    late.seen()
    late.send("CAP END")
    assert numerics(late.seen()) == ["433"]
    late.send("NICK eva")
    assert numerics(late.seen())[0] == "001"


def test_the_last_to_leave_quits(town: Town) -> None:
    laptop = device(town, "ana", "ana")
    (leo,) = town.enter("#plaza", "leo")
    laptop.send("JOIN #plaza")
    phone = device(town, "ana", "ana")
    leo.seen()
    laptop.send("QUIT")
    assert leo.seen() == []
    phone.drop("Connection closed")
    assert leo.seen() == [":ana!~u@127.0.0.1 QUIT :Connection closed"]
    assert town.engine.attendance.count == 1


def test_who_leaves_while_another_comes_does_not_quit(town: Town) -> None:
    laptop = device(town, "ana", "ana")
    (leo,) = town.enter("#plaza", "leo")
    laptop.send("JOIN #plaza")
    leo.seen()
    town.journal.hold()
    leo.send("PRIVMSG #plaza :antes")  # somebody's turn is on its way to the disk
    phone = device(town, "ana", "ana")
    laptop.send("QUIT")
    town.journal.let_go()
    leo.send("PRIVMSG #plaza :después")
    assert leo.seen() == []
    assert phone.seen()[-1] == ":leo!~leo@127.0.0.1 PRIVMSG #plaza :después"
    assert ":leo!~leo@127.0.0.1 PRIVMSG #plaza :antes" not in phone.seen()


def test_one_that_is_gone_before_it_is_shown_anything_leaves_no_trace(town: Town) -> None:
    laptop = device(town, "ana", "ana")
    town.journal.hold()
    laptop.send("JOIN #plaza")
    phone = device(town, "ana", "ana")
    phone.drop()
    town.journal.let_go()
    assert list(town.engine.hall.sessions.values()) == [{laptop.session: None}]
    assert town.engine.attendance.count == 1


def test_there_are_only_so_many(town: Town) -> None:
    devices = [device(town, "ana", "ana") for _ in range(3)]
    refused = device(town, "ana", "ana")
    assert refused.seen() == [
        ":mensajeria.local ERROR :Closing Link: 127.0.0.1 (More than 3 connections of one account)"
    ]
    assert refused.closed
    devices[0].drop()
    assert numerics(device(town, "ana", "ana").seen())[0] == "001"


def test_one_is_away_when_no_device_is_there(town: Town) -> None:
    laptop = device(town, "ana", "ana")
    leo = town.connect("leo", ["away-notify"])
    leo.send("JOIN #plaza")
    laptop.send("JOIN #plaza")
    phone = device(town, "ana", "ana")
    leo.seen()
    phone.send("AWAY :en el bolsillo")
    assert leo.seen() == []
    laptop.send("AWAY :a comer")
    assert leo.seen() == [":ana!~u@127.0.0.1 AWAY :a comer"]
    # a message of `*` "should not supersede a human-readable `AWAY` message set by another
    # connection, even if it is more recent"
    phone.send("AWAY *")
    assert leo.seen() == []
    # "as though the connection did not exist at all": one that comes by itself changes nothing
    tablet = device(town, "ana", "ana", "draft/pre-away", away="*")
    assert leo.seen() == []
    laptop.drop()
    assert leo.seen() == [":ana!~u@127.0.0.1 AWAY :*"]
    tablet.send("AWAY")
    assert leo.seen() == [":ana!~u@127.0.0.1 AWAY"]
    tablet.drop()
    assert leo.seen() == [":ana!~u@127.0.0.1 AWAY :*"]
    device(town, "ana", "ana")
    assert leo.seen() == [":ana!~u@127.0.0.1 AWAY"]


def test_a_connection_that_others_can_read_makes_the_person_readable(town: Town) -> None:
    laptop = town.open(secure=True)
    laptop.session.registration.account = "ana"
    laptop.send("NICK ana")
    laptop.send("USER u 0 * :u")
    user = laptop.session.user
    assert user is not None
    assert user.secure
    device(town, "ana", "ana")
    assert not user.secure
