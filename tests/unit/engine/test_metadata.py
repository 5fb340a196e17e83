"""Metadata: what accounts keep, and what large channels leave for later."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mensajeria.engine import metadata
from mensajeria.engine.settings import Limits, Settings
from tests.harness.town import Client, Town

CAPS = ("batch", "draft/metadata-2")


def listed(client: Client) -> list[str]:
    client.seen()
    client.send("METADATA * LIST")
    return [" ".join(line.split()[-3:]) for line in client.seen() if " 761 " in line]


def registered(town: Town, nick: str, password: str = "hunter22") -> Client:
    client = town.connect(nick)
    client.send(f"REGISTER * * {password}")
    assert "REGISTER SUCCESS" in client.seen()[0]
    return client


def come_back(town: Town, nick: str, password: str = "hunter22") -> Client:
    client = town.open()
    client.send(f"PASS {nick}:{password}")
    client.send(f"NICK {nick}")
    client.send(f"USER {nick} 0 * :{nick}")
    client.seen()
    return client


def test_the_limits_are_advertised() -> None:
    """ "These are the defined tokens": before-connect, max-subs, max-keys, max-value-bytes."""
    ana = Town(Settings(limits=Limits(metadata=3, metadata_value=10, subscriptions=4))).open()
    ana.send("CAP LS 302")
    words = " ".join(ana.seen()).replace(" :", " ").split()
    limits = "before-connect,max-subs=4,max-keys=3,max-value-bytes=10"
    assert f"draft/metadata-2={limits}" in words


def test_an_account_keeps_it_across_a_restart() -> None:
    town = Town()
    ana = registered(town, "ana")
    for line in ("SET url x", "SET a 1", "SET a 2", "SET b 1", "SET b"):
        ana.send(f"METADATA * {line}")
    again = come_back(town.restart(), "ana")
    assert listed(again) == ["url * x", "a * 2"]


def test_who_stays_without_a_connection_has_it_after_a_restart() -> None:
    town = Town()
    ana = registered(town, "ana")
    ana.send("PERSISTENCE SET ON")
    ana.send("METADATA * SET url x")
    leo = town.restart().connect("leo")
    leo.send("METADATA ana GET url")
    assert leo.seen() == [":mensajeria.local 761 leo ana url * x"]


def test_another_account_of_that_name_inherits_nothing() -> None:
    town = Town()
    ana = registered(town, "ana")
    ana.send("METADATA * SET url x")
    again = town.restart()
    again.advance(1)
    account = again.engine.network.accounts.find("ana")
    assert account is not None
    again.engine.network.accounts.put(replace(account, registered_at=again.now))
    assert listed(come_back(again, "ana")) == []


def test_an_account_keeps_nothing_that_was_cleared() -> None:
    town = Town()
    ana = registered(town, "ana")
    ana.send("METADATA * SET url x")
    ana.send("METADATA * CLEAR")
    assert listed(come_back(town.restart(), "ana")) == []
    assert not [kind for kind, _ in town.journal.records if kind == "AccountMetadata"]


def test_nobody_without_an_account_leaves_anything_behind() -> None:
    town = Town()
    ana = town.connect("ana")
    ana.send("METADATA * SET url x")
    assert town.journal.records == {}
    ana.send("QUIT")
    assert listed(town.connect("ana")) == []


def test_a_channel_keeps_it_while_it_is_there() -> None:
    town = Town()
    (ana,) = town.enter("#plaza", "ana")
    ana.send("METADATA #plaza SET url x")
    ana.send("RENAME #plaza #foro")
    ana.seen()
    ana.send("METADATA #foro GET url")
    assert ana.seen() == [":mensajeria.local 761 ana #foro url * x"]
    ana.send("PART #foro")
    ana.send("JOIN #foro")
    ana.seen()
    ana.send("METADATA #foro GET url")
    assert " 766 " in ana.seen()[0]


def test_a_channel_that_stays_keeps_it_across_a_restart() -> None:
    town = Town()
    ana = registered(town, "ana")
    ana.send("JOIN #plaza")
    ana.send("METADATA #plaza SET url x")
    again = come_back(town.restart(), "ana")
    again.send("JOIN #plaza")
    again.seen()
    again.send("METADATA #plaza GET url")
    assert again.seen() == [":mensajeria.local 761 ana #plaza url * x"]


def test_a_large_channel_is_asked_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "the server MAY choose to respond with a `ERR_METADATASYNCLATER` numeric instead of
    propogating the current metadata of the targets"."""
    monkeypatch.setattr(metadata, "AT_ONCE", 2)
    town = Town()
    (ana, _) = town.enter("#plaza", "ana", "leo")
    ana.send("METADATA * SET url x")
    eva = town.connect("eva", CAPS)
    eva.send("METADATA * SUB url")
    eva.seen()
    eva.send("JOIN #plaza")
    seen = eva.seen()
    assert ":mensajeria.local 774 eva #plaza 5" in seen
    assert not [line for line in seen if " METADATA " in line]
    eva.send("METADATA #plaza SYNC")
    assert [line for line in eva.seen() if "METADATA ana url * x" in line]


def test_one_answer_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "MAX_SYNCED", 2)
    town = Town()
    people = town.enter("#plaza", "ana", "leo", "eva")
    for client in people:
        client.send("METADATA * SET url x")
    noe = town.connect("noe", CAPS)
    noe.send("METADATA * SUB url")
    noe.seen()
    noe.send("JOIN #plaza")
    seen = noe.seen()
    assert len([line for line in seen if " METADATA " in line and "WARN" not in line]) == 2
    assert [line for line in seen if "WARN JOIN SYNC_INCOMPLETE #plaza" in line]


def test_what_is_said_before_registration_is_bounded_too() -> None:
    ana = Town().open()
    for number in range(60):
        ana.send(f"METADATA * SET k{number} x")
    assert len(ana.session.registration.metadata) == 50
    assert "LIMIT_REACHED" in ana.seen()[-1]


def test_while_nothing_can_be_stored_nothing_changes() -> None:
    town = Town()
    ana = registered(town, "ana")
    town.journal.fails = "the disk is full"
    ana.send("TOPIC #x :y")
    ana.send("PRIVMSG ana :so that the engine notices")
    ana.seen()
    ana.send("METADATA * SET url x")
    assert "FAIL METADATA TEMPORARILY_UNAVAILABLE" in ana.seen()[0]
    assert listed(ana) == []
