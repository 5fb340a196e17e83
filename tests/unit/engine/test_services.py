"""Services: what they are told is stored nowhere; what they do costs as much as it is worth."""

from __future__ import annotations

import pytest

from mensajeria.chat.accounts import Account
from mensajeria.engine.inputs import Line, Stamp
from mensajeria.engine.services.service import SERVICES, Service
from mensajeria.engine.settings import Settings
from tests.harness.town import Town


def test_what_they_are_told_is_stored_nowhere(town: Town) -> None:
    ana = town.connect("ana", ["echo-message"])
    ana.send("PRIVMSG NickServ :REGISTER sesame")
    ana.send("PRIVMSG NickServ :IDENTIFY hunter2")
    ana.send("NS GHOST ana secreto")
    stored = repr(town.journal.stored)
    assert not any(word in stored for word in ("sesame", "hunter2", "secreto", "NickServ"))


def test_other_connections_do_not_see_it(town: Town) -> None:
    town.connect("ana").send("NS REGISTER sesame")
    phone = town.open()
    for line in ("PASS ana:sesame", "NICK ana_", "USER ana 0 * :Ana", "CAP REQ echo-message"):
        phone.send(line)
    phone.seen()
    town.clients["ana"].send("PRIVMSG NickServ :SET PASSWORD hunter2")
    assert phone.seen() == []
    phone.send("NS IDENTIFY ana hunter2")
    assert "You are logged in as ana" in phone.seen()[-1]


def test_nobody_becomes_somebody_else_on_all_devices(town: Town) -> None:
    town.connect("leo").send("NS REGISTER sesame")
    ana = town.connect("ana")
    ana.send("NS REGISTER sesame")
    phone = town.open()
    for line in ("PASS ana:sesame", "NICK ana_", "USER ana 0 * :Ana", "NS IDENTIFY leo sesame"):
        phone.send(line)
    assert "You are ana on other connections, too" in phone.seen()[-1]
    assert ana.session.user is not None
    assert ana.session.user.account == "ana"


def test_an_order_costs_as_much_as_a_command_that_hashes(town: Town) -> None:
    session = town.connect("ana").session
    cost = town.engine.receive(Stamp(town.now, 99), Line(session, b"PRIVMSG NickServ :HELP"))
    assert cost == 5


@pytest.mark.parametrize("service", SERVICES.values(), ids=lambda service: service.name)
def test_every_order_has_help(town: Town, service: Service) -> None:
    ana = town.connect("ana")
    for name, order in service.orders.items():
        ana.send(f"PRIVMSG {service.name} :HELP {name}")
        usage, meaning = ana.seen()
        assert usage.endswith(order.usage)
        assert meaning.lower().endswith(order.help.lower())


def test_nothing_is_asked_of_them_while_nothing_can_be_stored() -> None:
    town = Town(Settings(autojoin=()))
    ana = town.connect("ana")
    town.journal.fails = "the disk is full"
    ana.send("JOIN #plaza")
    ana.seen()
    ana.send("PRIVMSG NickServ :REGISTER sesame")
    ana.send("NS REGISTER sesame")
    assert all("TEMPORARILY_UNAVAILABLE" in line for line in ana.seen())
    assert len(town.engine.network.accounts) == 0


def test_two_cannot_register_one_name_at_once(town: Town) -> None:
    """The one who is slower gets to know it, and gets no account."""
    ana = town.connect("ana")
    town.surroundings.by_hand = True
    ana.send("NS REGISTER sesame")
    town.engine.network.accounts.put(Account("ana", 0))
    town.surroundings.answer()
    assert "There is an account of that name already" in ana.seen()[-1]
    assert town.journal.records == {}


def test_who_comes_back_as_oneself_is_shown_what_was_missed(town: Town) -> None:
    ana = town.connect("ana")
    for line in ("NS REGISTER sesame", "NS SET ALWAYS-ON ON", "JOIN #taller"):
        ana.send(line)
    (leo,) = town.enter("#taller", "leo")
    ana.drop()
    town.advance(1)
    leo.send("PRIVMSG #taller :hola")
    town.advance(1)
    late = town.connect("ana_")
    late.send("NS RECOVER ana sesame")
    town.advance(1)
    assert any(line.endswith("PRIVMSG #taller :hola") for line in late.seen())
