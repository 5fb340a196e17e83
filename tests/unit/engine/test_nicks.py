"""Guests in the nick of an account: asked to log in, renamed in time, never in its owner's way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mensajeria.engine.settings import AccountRules, Operator, Settings
from mensajeria.wire.casemapping import fold
from tests.harness.town import Client, Town

SETTINGS = Settings(
    autojoin=(),
    operators=(Operator("jefa", "secreto"),),
    accounts=AccountRules(protection="grace", grace=60),
)


@pytest.fixture
def town() -> Town:
    """With the account ana, and nobody there."""
    town = Town(SETTINGS)
    owner = town.connect("ana")
    owner.send("REGISTER * * sesame")
    owner.drop()
    town.clients.clear()
    return town


def nick_of(client: Client) -> str:
    return client.session.nick


def come(town: Town, *lines: str) -> Client:
    client = town.open()
    for line in lines:
        client.send(line)
    return client


def test_a_guest_is_renamed_after_the_grace_and_not_before(town: Town) -> None:
    guest, eva = town.enter("#plaza", "ana", "eva")
    town.advance(59)
    assert nick_of(guest) == "ana"
    guest.seen()
    town.advance(1)
    assert nick_of(guest).startswith("Guest-")
    notice, renamed = guest.seen()
    assert "You did not log in" in notice
    assert eva.seen() == [renamed] == [f":ana!~ana@127.0.0.1 NICK {nick_of(guest)}"]
    assert not town.engine.guests


def test_who_logs_in_in_time_stays(town: Town) -> None:
    ana = town.connect("ana", ["sasl"])
    ana.send("AUTHENTICATE PLAIN")
    ana.send("AUTHENTICATE AGFuYQBzZXNhbWU=")
    town.advance(100)
    assert nick_of(ana) == "ana"


def test_who_takes_another_nick_is_left_alone(town: Town) -> None:
    guest = town.connect("ana")
    guest.send("NICK leo")
    town.advance(100)
    assert nick_of(guest) == "leo"


def test_taking_the_nick_again_gives_no_more_time_at_once(town: Town) -> None:
    guest = town.connect("ana")
    town.advance(40)
    guest.send("NICK ANA")
    town.advance(20)
    assert nick_of(guest).startswith("Guest-")


def test_who_has_left_is_nobody_any_more(town: Town) -> None:
    guest = town.connect("ana")
    guest.drop()
    town.advance(100)
    assert not town.engine.guests
    assert fold("ana") not in town.engine.network.nicks


def test_whoever_logs_out_is_a_guest_even_where_others_are_refused(town: Town) -> None:
    strict = replace(SETTINGS, accounts=AccountRules(grace=5))
    town = Town(strict)
    ana = town.connect("ana")
    ana.send("REGISTER * * sesame")
    ana.send("ACCOUNT LOGOUT")
    town.advance(5)
    assert nick_of(ana).startswith("Guest-")


def test_whose_nick_an_operator_makes_an_account_has_the_grace_too(town: Town) -> None:
    leo, boss = town.connect("leo"), town.connect("eva")
    boss.send("OPER jefa secreto")
    boss.send("ACCOUNT ADD leo sesame")
    assert "leo belongs to an account" in leo.seen()[0]
    town.advance(60)
    assert nick_of(leo).startswith("Guest-")


def test_the_owner_gets_the_nick_by_asking_for_it(town: Town) -> None:
    guest = town.connect("ana")
    owner = come(town, "CAP REQ sasl", "PASS ana:sesame", "NICK leo", "USER ana 0 * :Ana")
    owner.send("CAP END")
    owner.send("NICK ana")
    assert (nick_of(owner), nick_of(guest)[:6]) == ("ana", "Guest-")


def test_a_guest_who_is_banned_is_renamed_all_the_same(town: Town) -> None:
    eva, guest = town.enter("#plaza", "eva", "ana")
    eva.send("MODE #plaza +b ana!*@*")
    town.advance(60)
    assert nick_of(guest).startswith("Guest-")


def test_nobody_is_renamed_while_that_could_not_be_stored(town: Town) -> None:
    guest = town.connect("ana")
    town.journal.fails = "the disk is full"
    guest.send("JOIN #plaza")
    town.advance(60)
    assert nick_of(guest) == "ana"
    town.journal.fails = ""
    town.advance(1)
    town.advance(1)
    assert nick_of(guest).startswith("Guest-")


def test_a_guest_gets_no_nick_that_somebody_has(town: Town) -> None:
    guest = town.connect("ana")
    number = town.engine.network.user("ana").uid % 100_000
    town.connect(f"Guest-{number}")
    town.connect(f"Guest-{number + 1}").send("REGISTER * * sesame")
    town.clients[f"Guest-{number + 1}"].drop()
    town.advance(60)
    assert nick_of(guest) == f"Guest-{number + 2}"


def test_with_the_last_device_of_the_owner_the_nick_stays_reserved() -> None:
    town = Town(Settings(autojoin=()))
    ana = town.connect("ana")
    ana.send("REGISTER * * sesame")
    ana.drop()
    again = town.restart()
    stranger = come(again, "NICK ana")
    assert [line.split()[1] for line in stranger.seen()] == ["433", "FAIL"]
