"""People with an account stay without any connection, if they want to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mensajeria.chat.accounts import Account
from mensajeria.engine.inputs import Line, Stamp
from mensajeria.engine.settings import AccountRules, Operator, Settings
from tests.harness.answers import derived
from tests.harness.town import Client, Town
from tests.unit.engine.test_returning import device, numerics

DAY = 86_400


@pytest.fixture
def town() -> Town:
    """Where people stay unless they choose otherwise."""
    settings = Settings(autojoin=(), operators=(Operator("jefa", "secreto"),))
    town = Town(replace(settings, accounts=AccountRules(always_on=True, absence=30)))
    town.engine.network.accounts.put(Account("ana", 0))
    return town


@pytest.fixture
def leo(town: Town) -> Client:
    leo = town.connect("leo", ["away-notify"])
    leo.send("JOIN #plaza")
    return leo


def restarted(town: Town) -> Town:
    town.engine.network.accounts.put(Account("ana", 0))
    town.journal.records.setdefault(("Account", "ana"), Account("ana", 0))
    return town.restart()


def test_they_are_away_and_where_they_were(town: Town, leo: Client) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("JOIN #plaza")
    leo.seen()
    laptop.send("QUIT :hasta luego")
    assert leo.seen() == [":ana!~u@127.0.0.1 AWAY :Not connected at the moment"]
    leo.send("PRIVMSG ana :hola")
    assert leo.seen() == [":mensajeria.local 301 leo ana :Not connected at the moment"]
    phone = device(town, "ana2", "ana")
    assert [line for line in phone.seen() if " JOIN " in line] == [":ana!~u@127.0.0.1 JOIN #plaza"]
    assert leo.seen() == [":ana!~u@127.0.0.1 AWAY"]


def test_they_come_back_with_the_server(town: Town, leo: Client) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("JOIN #plaza,#otra")
    laptop.send("PART #otra")
    laptop.send("NICK anita")
    laptop.send("MODE anita +w")
    laptop.drop()
    again = restarted(town)
    user = again.engine.network.user("anita")
    assert (list(user.channels), user.account, user.modes) == (["#plaza"], "ana", {"w"})
    leo = again.connect("leo")
    leo.send("JOIN #plaza")
    assert leo.seen()[1].endswith(" 353 leo = #plaza :anita leo")
    assert "001 anita" in device(again, "ana", "ana").seen()[0]


def test_somebody_who_does_not_want_to_quits(town: Town, leo: Client) -> None:
    laptop = device(town, "ana", "ana", "draft/persistence")
    lines = laptop.seen()
    assert ":mensajeria.local PERSISTENCE STATUS DEFAULT ON" in lines
    laptop.send("JOIN #plaza")
    laptop.send("PERSISTENCE SET OFF")
    assert laptop.seen()[-1] == ":mensajeria.local PERSISTENCE STATUS OFF OFF"
    leo.seen()
    laptop.drop()
    assert leo.seen() == [":ana!~u@127.0.0.1 QUIT :Connection lost"]
    assert not restarted(town).engine.network.users


def test_the_choice_outlives_what_is_usual(town: Town) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("PERSISTENCE SET ON")
    laptop.seen()
    settings = town.engine.settings
    town.engine.settings = replace(settings, accounts=replace(settings.accounts, always_on=False))
    laptop.send("PERSISTENCE GET")
    assert laptop.seen() == [":mensajeria.local PERSISTENCE STATUS ON ON"]
    laptop.send("PERSISTENCE SET DEFAULT")
    assert laptop.seen() == [":mensajeria.local PERSISTENCE STATUS DEFAULT OFF"]


@pytest.mark.parametrize("line", ["PERSISTENCE SET", "PERSISTENCE SET MAYBE", "PERSISTENCE X"])
def test_what_makes_no_sense(town: Town, line: str) -> None:
    laptop = device(town, "ana", "ana")
    laptop.seen()
    laptop.send(line)
    assert laptop.seen()[0].startswith(":mensajeria.local FAIL PERSISTENCE INVALID_PARAMS :")


def test_guests_cannot_stay(town: Town, leo: Client) -> None:
    leo.seen()
    leo.send("PERSISTENCE SET ON")
    assert leo.seen()[0].startswith(":mensajeria.local FAIL PERSISTENCE ACCOUNT_REQUIRED :")
    leo.drop()
    assert not town.engine.network.users


def test_who_stays_is_no_operator_meanwhile(town: Town) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("OPER jefa secreto")
    laptop.drop()
    user = town.engine.network.user("ana")
    assert not user.is_operator
    assert user.modes == set()


def test_who_is_killed_does_not_come_back(town: Town, leo: Client) -> None:
    device(town, "ana", "ana").drop()
    leo.send("OPER jefa secreto")
    leo.send("KILL ana :basta")
    assert "ana" not in restarted(town).engine.network.nicks
    assert numerics(device(town, "ana", "ana").seen())[0] == "001"


def test_nobody_stays_for_ever(town: Town, leo: Client) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("JOIN #plaza")
    town.advance(31 * DAY)
    town.connect("eva")
    assert "ana" in town.engine.network.nicks  # who is connected is here, however long
    laptop.drop()
    leo.seen()
    town.advance(29 * DAY)
    town.connect("bea")
    assert leo.seen() == []
    town.advance(2 * DAY)
    town.connect("pau")
    assert leo.seen() == [":ana!~u@127.0.0.1 QUIT :Not seen for a long time"]
    assert not restarted(town).engine.network.users


def test_only_the_first_of_two_with_one_account_stays(town: Town, leo: Client) -> None:
    first = device(town, "ana", "ana")
    leo.send("JOIN #otra")
    second = town.connect("eva")
    second.send("JOIN #otra")
    town.engine.network.log_in(town.engine.network.user("eva"), "ana")
    leo.seen()
    second.drop()
    assert leo.seen() == [":eva!~eva@127.0.0.1 QUIT :Connection lost"]
    assert list(town.engine.network.presences) == ["ana"]
    first.drop()
    assert list(town.engine.network.nicks) == ["leo", "ana"]


def test_what_was_missed_is_shown_once(town: Town, leo: Client) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("JOIN #plaza")
    leo.send("PRIVMSG #plaza :lo oyó")
    town.advance(60)
    laptop.drop()
    town.advance(60)
    leo.send("PRIVMSG #plaza :uno")
    leo.send("PRIVMSG ana :dos")
    town.advance(60)
    leo.send("PRIVMSG #plaza :tres")
    phone = device(town, "ana", "ana")
    leo.send("PRIVMSG #plaza :en vivo")
    *said, live = phone.seen()[-6:]
    assert live == ":leo!~leo@127.0.0.1 PRIVMSG #plaza :en vivo"
    told = "What was said while you were not connected, since 2026-01-01T00:01:00.000Z:"
    assert said == [
        f":mensajeria.local NOTICE ana :leo: {told}",
        ":leo!~leo@127.0.0.1 PRIVMSG ana :dos",
        f":mensajeria.local NOTICE ana :#plaza: {told}",
        ":leo!~leo@127.0.0.1 PRIVMSG #plaza :uno",
        ":leo!~leo@127.0.0.1 PRIVMSG #plaza :tres",
    ]
    device(town, "ana", "ana").drop()
    tablet = device(town, "ana", "ana")
    town.advance(1)
    assert not any(" PRIVMSG " in line for line in (*tablet.seen(), *phone.seen()))


def test_who_can_ask_is_not_told(town: Town, leo: Client) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("JOIN #plaza")
    laptop.drop()
    leo.send("PRIVMSG #plaza :uno")
    phone = device(town, "ana", "ana", "draft/chathistory batch server-time")
    phone.seen()
    town.advance(1)
    assert phone.seen() == []
    assert town.engine.missed == {}


def test_what_was_missed_waits_until_they_hear(town: Town, leo: Client) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("JOIN #plaza")
    laptop.drop()
    town.journal.hold()
    town.advance(1)
    leo.send("PRIVMSG #plaza :todavía no está guardado")
    phone = device(town, "ana", "ana", "batch")
    town.advance(1)
    assert phone.seen() == []
    town.journal.let_go()
    opening, line, end = phone.seen()[-3:]
    assert opening == ":mensajeria.local BATCH +b1 chathistory #plaza"
    assert line == "@batch=b1 :leo!~leo@127.0.0.1 PRIVMSG #plaza :todavía no está guardado"
    assert end == ":mensajeria.local BATCH -b1"


def test_a_rank_that_is_given_comes_back_even_after_a_crash(town: Town, leo: Client) -> None:
    device(town, "ana", "ana").send("JOIN #plaza")
    leo.send("MODE #plaza +o ana")
    again = restarted(town).engine.network
    assert again.channel("#plaza").members[again.user("ana").uid].modes == "o"


def test_a_mode_of_ones_own_comes_back_even_after_a_crash(town: Town) -> None:
    device(town, "ana", "ana").send("MODE ana +w")
    assert restarted(town).engine.network.user("ana").modes == {"w"}


def test_what_others_do_meanwhile_hides_nothing_of_what_was_missed(town: Town, leo: Client) -> None:
    leo.send("JOIN #bar")
    laptop = device(town, "ana", "ana")
    laptop.send("JOIN #plaza,#bar")
    laptop.drop()
    town.advance(1)
    leo.send("PRIVMSG #plaza :uno")
    town.advance(1)
    leo.send("KICK #bar ana")
    phone = device(town, "ana", "ana")
    assert phone.seen()[-1] == ":leo!~leo@127.0.0.1 PRIVMSG #plaza :uno"


def test_what_is_said_before_a_connection_that_quit_is_closed_was_missed(
    town: Town, leo: Client
) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("JOIN #plaza")
    town.engine.receive(Stamp(town.now, 10_000), Line(laptop.session, b"QUIT"))
    town.advance(1)
    leo.send("PRIVMSG #plaza :uno")
    town.advance(1)
    laptop.drop()
    phone = device(town, "ana", "ana")
    assert phone.seen()[-1] == ":leo!~leo@127.0.0.1 PRIVMSG #plaza :uno"


def test_a_crash_shows_nothing_again_from_before_they_came(town: Town, leo: Client) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("JOIN #plaza")
    laptop.drop()
    town.advance(1)
    leo.send("PRIVMSG #plaza :uno")
    town.advance(1)
    device(town, "ana", "ana")
    town.advance(1)
    phone = device(restarted(town), "ana", "ana")
    phone.town.advance(1)
    assert not any(" PRIVMSG #plaza " in line for line in phone.seen())


def test_who_does_not_want_to_stay_any_more_leaves_at_once(town: Town, leo: Client) -> None:
    device(town, "ana", "ana").drop()
    other = town.connect("eva")
    town.engine.network.log_in(town.engine.network.user("eva"), "ana")
    other.send("PERSISTENCE SET OFF")
    assert list(town.engine.network.nicks) == ["leo", "eva"]


def test_who_has_no_account_any_more_does_not_stay(town: Town, leo: Client) -> None:
    town.engine.network.accounts.put(Account("ana", 0, derived("clave")))
    device(town, "ana", "ana").drop()
    other = town.connect("eva")
    other.send("PRIVMSG NickServ :IDENTIFY ana clave")
    other.send("PRIVMSG NickServ :DROP clave")
    assert list(town.engine.network.nicks) == ["leo", "eva"]
    assert not town.engine.network.presences


def test_nobody_stays_when_that_is_usual_no_more(town: Town, leo: Client) -> None:
    device(town, "ana", "ana").drop()
    town.engine.settings = replace(town.engine.settings, accounts=AccountRules(always_on=False))
    town.advance(3601)
    town.connect("eva")
    assert list(town.engine.network.nicks) == ["leo", "eva"]


def test_who_was_connected_all_the_time_stays_after_a_crash(town: Town) -> None:
    device(town, "ana", "ana")
    for day in range(31):
        town.advance(DAY)
        town.connect(f"eva{day}").drop()
    again = restarted(town)
    again.connect("eva")
    assert "ana" in again.engine.network.nicks


def test_what_was_on_its_way_to_the_disk_when_the_connection_broke_was_missed(
    town: Town, leo: Client
) -> None:
    laptop = device(town, "ana", "ana")
    laptop.send("JOIN #plaza")
    town.advance(1)
    town.journal.hold()
    leo.send("PRIVMSG #plaza :uno")
    town.advance(1)
    laptop.drop()
    town.journal.let_go()
    phone = device(town, "ana", "ana")
    assert phone.seen()[-1] == ":leo!~leo@127.0.0.1 PRIVMSG #plaza :uno"


def test_who_comes_while_a_new_name_of_a_channel_cannot_be_stored_hears_it_as_well(
    town: Town, leo: Client
) -> None:
    laptop = device(town, "ana", "ana", "draft/channel-rename")
    laptop.send("JOIN #plaza")
    town.journal.hold()
    town.journal.fails = "disk full"
    leo.send("RENAME #plaza #foro")
    town.journal.let_go()
    phone = device(town, "ana", "ana")
    town.journal.fails = ""
    town.advance(1)
    leo.send("PRIVMSG #foro :uno")
    for client in (laptop, phone):
        assert client.seen()[-1] == ":leo!~leo@127.0.0.1 PRIVMSG #foro :uno"
        client.drop()
    assert list(town.engine.hall.audiences) == ["#foro"]


def test_a_device_is_welcomed_before_it_is_told_that_they_are_back(town: Town) -> None:
    device(town, "ana", "ana").drop()
    lines = device(town, "ana", "ana", "away-notify").seen()
    assert numerics(lines)[0] == "001"
    assert lines[-1] == ":ana!~u@127.0.0.1 AWAY"
