"""Leaving while things are on their way: nobody misses their last words."""

from __future__ import annotations

import pytest

from mensajeria.engine.settings import Operator, Settings
from tests.harness.town import Town


@pytest.fixture
def guarded() -> Town:
    """A town with somebody who may become an operator."""
    return Town(Settings(autojoin=(), operators=(Operator("jefa", "secreto"),)))


def test_a_connection_ends_only_after_what_it_was_to_see(town: Town) -> None:
    (ana,) = town.enter("#plaza", "ana")
    town.journal.hold()
    ana.send("PRIVMSG #nada :uno")
    ana.send("PRIVMSG #plaza :dos")
    ana.send("PRIVMSG nadie :tres")
    ana.send("QUIT :adiós")
    town.journal.sync()
    closed_too_early = ana.closed
    town.journal.let_go()
    assert not closed_too_early
    assert ana.seen() == [
        ":mensajeria.local 403 ana #nada :No such channel",
        ":mensajeria.local 401 ana nadie :No such nick/channel",
        ":mensajeria.local ERROR :Closing Link: 127.0.0.1 (Quit: adiós)",
    ]
    assert ana.closed


def test_who_quits_still_hears_what_was_said_before(town: Town) -> None:
    ana = town.connect("ana", ["echo-message"])
    leo, _ = town.enter("#plaza", "leo", "ana")
    town.journal.hold()
    leo.send("PRIVMSG #plaza :uno")
    ana.send("PRIVMSG leo :dos")
    ana.send("QUIT")
    leo.send("PRIVMSG #plaza :tres")
    town.journal.let_go()
    assert ana.seen() == [
        ":leo!~leo@127.0.0.1 PRIVMSG #plaza :uno",
        ":ana!~ana@127.0.0.1 PRIVMSG leo :dos",
        ":mensajeria.local ERROR :Closing Link: 127.0.0.1 (Quit: )",
    ]


def test_a_user_stays_while_another_session_does(town: Town) -> None:
    ana, leo = town.enter("#plaza", "ana", "leo")
    phone = town.open("127.0.0.2")
    user = leo.session.user
    assert user is not None
    phone.session.user = user
    town.engine.attendance.add(phone.session, user.uid)
    town.engine.hall.attach(phone.session, user.uid)
    leo.send("QUIT")
    assert ana.seen() == []
    assert user.uid in town.engine.network.users
    phone.drop("Connection closed")
    assert ana.seen() == [":leo!~leo@127.0.0.1 QUIT :Connection closed"]


def test_nothing_counts_after_quit(town: Town) -> None:
    ana, leo = town.enter("#plaza", "ana", "leo")
    town.journal.hold()
    ana.send("QUIT")
    ana.send("PRIVMSG #plaza :y otra cosa")
    town.journal.let_go()
    assert leo.seen() == [":ana!~ana@127.0.0.1 QUIT :Quit: "]


def test_kill_ends_all_sessions_of_the_victim(guarded: Town) -> None:
    ana, leo = guarded.enter("#plaza", "ana", "leo")
    phone = guarded.open("127.0.0.2")
    user = leo.session.user
    assert user is not None
    phone.session.user = user
    guarded.engine.attendance.add(phone.session, user.uid)
    guarded.engine.hall.attach(phone.session, user.uid)
    ana.send("OPER jefa secreto")
    ana.seen()
    ana.send("KILL leo :fuera")
    for client in (leo, phone):
        assert client.seen()[-1] == "ERROR :Closing Link: 127.0.0.1 (Killed (ana (fuera)))"
        assert client.closed
    assert user.uid not in guarded.engine.hall.sessions
    assert user.uid not in guarded.engine.network.users


def test_the_killed_may_have_left_before_it_is_stored(guarded: Town) -> None:
    ana, leo = guarded.enter("#plaza", "ana", "leo")
    ana.send("OPER jefa secreto")
    ana.seen()
    guarded.journal.hold()
    ana.send("KILL leo :fuera")
    leo.send("PRIVMSG #plaza :todavía")
    leo.drop()
    guarded.journal.let_go()
    assert ana.seen() == [":leo!~leo@127.0.0.1 QUIT :Killed (ana (fuera))"]
    assert list(guarded.engine.hall.sessions) == [1]
    assert not guarded.engine.hall.dirty


def test_the_killed_may_be_waiting_for_something(guarded: Town) -> None:
    ana, leo = guarded.enter("#plaza", "ana", "leo")
    ana.send("OPER jefa secreto")
    guarded.surroundings.by_hand = True
    leo.send("OPER jefa secreto")
    guarded.journal.hold()
    ana.send("KILL leo :fuera")
    guarded.surroundings.answer()
    guarded.journal.let_go()
    assert leo.seen()[-1] == "ERROR :Closing Link: 127.0.0.1 (Killed (ana (fuera)))"
    assert leo.closed


def test_a_killed_user_is_unknown_to_lusers_neither_before_nor_after(guarded: Town) -> None:
    ana, _ = guarded.enter("#plaza", "ana", "leo")
    ana.send("OPER jefa secreto")
    ana.seen()
    guarded.journal.hold()
    ana.send("KILL leo :fuera")
    ana.send("LUSERS")
    guarded.journal.let_go()
    assert ":mensajeria.local 253 ana 0 :unknown connection(s)" in ana.seen()
