"""Who may read what of the past, where that is not shown in the scenarios."""

from __future__ import annotations

from mensajeria.engine.settings import Operator, Settings
from tests.harness.town import Client, Town

CAPS = ["batch", "draft/chathistory", "draft/account-registration"]
EVER = "timestamp=2000-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z"


def asked(client: Client, request: str) -> list[str]:
    client.seen()
    client.send(f"CHATHISTORY {request}")
    return client.seen()[1:-1]


def test_who_takes_the_name_of_a_deleted_account_reads_nothing_of_its_words() -> None:
    town = Town(Settings(autojoin=(), operators=(Operator("root", "secreto"),)))
    leo, ana = town.connect("leo", CAPS), town.connect("ana", CAPS)
    leo.send("OPER root secreto")
    ana.send("REGISTER * * secreto")
    town.advance(1)
    ana.send("PRIVMSG leo :entre nosotros")
    assert len(asked(ana, "LATEST leo * 5")) == 1
    leo.send("ACCOUNT DELETE ana")
    ana.send("QUIT")
    town.advance(1)
    other = town.connect("ana", CAPS)
    other.send("REGISTER * * distinto")
    assert asked(other, "LATEST leo * 5") == []
    assert asked(other, f"TARGETS {EVER} 9") == []
    other.send("PRIVMSG leo :nuevo")
    assert len(asked(other, "LATEST leo * 5")) == 1
    assert len(asked(leo, "LATEST ana * 5")) == 2
