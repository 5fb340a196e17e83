"""A channel that an account made stays; one that everybody is brought to belongs to the server."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mensajeria.chat.accounts import Account
from mensajeria.engine.accounts import delete
from mensajeria.engine.settings import Limits, Settings
from mensajeria.wire.casemapping import fold
from tests.harness.town import Client, Town
from tests.unit.engine.test_identity import make


@pytest.fixture
def town() -> Town:
    return Town(replace(Settings(autojoin=()), limits=Limits(channels_owned=2, list_entries=2)))


def member(town: Town, name: str) -> Client:
    """Somebody who comes with an account of their name."""
    town.engine.network.accounts.put(Account(name, 0))
    client = town.open()
    client.session.registration.account = name
    client.send(f"NICK {name}")
    client.send(f"USER {name} 0 * :{name}")
    client.seen()
    return client


def said(client: Client, *lines: str) -> list[str]:
    """What the client is told, without who tells it."""
    client.seen()
    for line in lines:
        client.send(line)
    return [line.split(" ", 1)[1] for line in client.seen()]


def made(town: Town) -> Client:
    """#taller, made by ana, with something of everything; she has left."""
    ana = member(town, "ana")
    ana.send("JOIN #Taller")
    eva = member(town, "eva")
    eva.send("JOIN #taller")
    ana.send("TOPIC #taller :herramientas")
    ana.send("MODE #taller +kvbI llave eva *!*@10.0.0.9 *!*@10.0.0.8")
    eva.send("PART #taller")
    ana.send("PART #taller")
    return ana


def test_who_makes_a_channel_with_an_account_is_its_founder(town: Town) -> None:
    ana = member(town, "ana")
    assert said(ana, "JOIN #taller")[1] == "353 ana = #taller :~ana"


def test_it_is_as_it_was_when_somebody_comes_again(town: Town) -> None:
    ana = made(town)
    assert town.engine.network.channels == {}
    leo = town.connect("leo")
    assert said(leo, "JOIN #taller") == ["475 leo #Taller :Cannot join channel (+k)"]
    assert town.engine.network.channels == {}
    leo.send("JOIN #taller llave")
    assert said(leo, "TOPIC #taller")[0] == "332 leo #Taller herramientas"
    assert said(leo, "MODE #taller")[0] == "324 leo #Taller +knt llave"
    assert said(leo, "NAMES #taller")[0] == "353 leo = #Taller :leo"
    # she needs no key, and is what she was
    assert "353 ana = #Taller :leo ~ana" in said(ana, "JOIN #taller")
    eva = town.connect("eva2")
    town.engine.network.log_in(town.engine.network.user("eva2"), "EVA")
    assert "353 eva2 = #Taller :leo ~ana +eva2" in said(eva, "JOIN #taller llave")


def test_it_outlives_the_server(town: Town) -> None:
    made(town)
    again = town.restart()
    ana = member(again, "ana")
    assert "332 ana #Taller herramientas" in said(ana, "JOIN #taller")
    assert said(ana, "MODE #taller b")[0].startswith("367 ana #Taller *!*@10.0.0.9 ana!~ana")
    assert said(ana, "NAMES #taller")[0] == "353 ana = #Taller :~ana"


def test_a_rank_that_was_taken_does_not_come_back(town: Town) -> None:
    ana, eva = member(town, "ana"), member(town, "eva")
    ana.send("JOIN #taller")
    eva.send("JOIN #taller")
    ana.send("MODE #taller +o eva")
    ana.send("MODE #taller -o eva")
    eva.send("PART #taller")
    assert said(eva, "JOIN #taller")[1] == "353 eva = #taller :~ana eva"


def test_a_guests_channel_goes_with_its_last_member(town: Town) -> None:
    leo = town.connect("leo")
    assert said(leo, "JOIN #calle")[1] == "353 leo = #calle :@leo"
    leo.send("MODE #calle +m")
    leo.send("PART #calle")
    assert town.engine.network.kept == {}
    assert said(leo, "JOIN #calle", "MODE #calle")[3] == "324 leo #calle +nt"


def test_one_account_has_only_so_many(town: Town) -> None:
    ana = member(town, "ana")
    ana.send("JOIN #uno,#dos,#tres")
    assert list(town.engine.network.kept) == ["#uno", "#dos"]
    assert said(ana, "NAMES #tres")[0] == "353 ana = #tres :@ana"


def test_where_everybody_is_brought_to_belongs_to_nobody_who_comes_first() -> None:
    town = Town(Settings(autojoin=("#general",), channel_modes="n"))
    ana = member(town, "ana")
    assert said(ana, "NAMES #general")[0] == "353 ana = #general :ana"
    ana.send("TOPIC #general :bienvenidos")
    again = town.restart()
    leo = again.connect("leo")
    assert said(leo, "TOPIC #general")[0] == "332 leo #general bienvenidos"


def test_a_new_name_is_kept_with_it(town: Town) -> None:
    ana = made(town)
    ana.send("JOIN #taller,#otra")
    ana.send("PART #otra")
    ana.seen()
    ana.send("RENAME #taller #otra")
    assert " CHANNEL_NAME_IN_USE " in ana.seen()[0]
    ana.send("RENAME #taller #obra")
    assert list(town.restart().engine.network.kept) == ["#obra", "#otra"]


def test_a_deleted_account_leaves_nothing_to_the_next_of_its_name(town: Town) -> None:
    ana = made(town)
    ana.send("JOIN #otra")
    leo = member(town, "leo")
    leo.send("JOIN #de-leo")
    ana.send("JOIN #de-leo")
    leo.send("MODE #de-leo +o ana")
    make(ana, lambda turn, user: delete(turn, Account("ana", 0)))
    assert list(town.engine.network.kept) == ["#de-leo"]
    again = town.restart()
    assert list(again.engine.network.kept) == ["#de-leo"]
    other = member(again, "ana")
    assert "353 ana = #de-leo :ana" in said(other, "JOIN #de-leo")[-2]
    assert not again.engine.network.founded[fold("ana")]


def test_so_many_accounts_have_a_rank_for_good(town: Town) -> None:
    ana = member(town, "ana")
    ana.send("JOIN #taller")
    for name in ("eva", "leo"):
        member(town, name).send("JOIN #taller")
        ana.send(f"MODE #taller +v {name}")
    kept = town.engine.network.kept[fold("#taller")]
    assert kept.access == (("ana", "qo"), ("eva", "v"))
    ana.send("MODE #taller +o eva")
    kept = town.engine.network.kept[fold("#taller")]
    assert kept.access == (("ana", "qo"), ("eva", "ov"))
