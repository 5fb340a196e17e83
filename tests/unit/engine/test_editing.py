"""Editing what one has said: who may, until when, and how it looks to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mensajeria.chat.events import Said, Whispered
from mensajeria.engine.editing import EDIT
from mensajeria.engine.settings import Limits, Settings
from tests.harness.town import Client, Town

CAPS = [EDIT, "message-tags", "batch", "draft/multiline"]


@pytest.fixture
def town() -> Town:
    return Town(Settings(autojoin=(), limits=Limits(edit_time=60)))


@pytest.fixture
def people(town: Town) -> list[Client]:
    """Ana and leo know of edits, eva does not."""
    for nick in ("ana", "leo"):
        town.connect(nick, CAPS)
    return town.enter("#plaza", "ana", "leo", "eva")


def last(town: Town) -> Said | Whispered:
    event = town.journal.stored[-1]
    assert isinstance(event, Said | Whispered)
    return event


def said(town: Town, client: Client, target: str = "#plaza") -> str:
    """The id of what they say now, which everybody has seen."""
    client.send(f"PRIVMSG {target} :holla")
    for each in town.clients.values():
        each.seen()
    return last(town).msgid


def edit(client: Client, msgid: str, target: str = "#plaza", text: str = "hola") -> None:
    client.send(f"@{EDIT}={msgid} PRIVMSG {target} :{text}")


def test_an_edit_names_what_it_takes_the_place_of(town: Town, people: list[Client]) -> None:
    ana, leo, eva = people
    first = said(town, ana)
    edit(ana, first)
    second = last(town)
    assert (second.text, second.edits) == ("hola", first)
    assert leo.seen() == [
        f"@{EDIT}={first};msgid={second.msgid} :ana!~ana@127.0.0.1 PRIVMSG #plaza :hola"
    ]
    assert eva.seen() == [":ana!~ana@127.0.0.1 PRIVMSG #plaza :* hola"]


def test_whispers_can_be_edited_too(town: Town, people: list[Client]) -> None:
    ana, leo, eva = people
    edit(ana, said(town, ana, "eva"), "eva")
    assert eva.seen() == [":ana!~ana@127.0.0.1 PRIVMSG eva :* hola"]
    edit(ana, said(town, ana, "leo"), "leo")
    assert EDIT in leo.seen()[0]


def test_by_a_message_of_several_lines(town: Town, people: list[Client]) -> None:
    ana, leo, eva = people
    first = said(town, ana)
    ana.send(f"@{EDIT}={first} BATCH +r draft/multiline #plaza")
    ana.send("@batch=r PRIVMSG #plaza :uno")
    ana.send("@batch=r PRIVMSG #plaza :dos")
    ana.send("BATCH -r")
    opening, *inner, _ = leo.seen()
    assert opening.startswith(f"@{EDIT}={first};msgid=")
    assert [line.rpartition(":")[2] for line in inner] == ["uno", "dos"]
    assert [line.partition("#plaza :")[2] for line in eva.seen()] == ["* uno", "dos"]


def code(client: Client) -> list[str]:
    return [line.split(" FAIL PRIVMSG ")[1] for line in client.seen()]


def test_what_others_said_cannot_be_edited(town: Town, people: list[Client]) -> None:
    ana, leo, eva = people
    msgid = said(town, leo)
    edit(ana, msgid)
    assert code(ana) == [f"EDIT_FORBIDDEN #plaza {msgid} :You can only edit messages of your own"]
    assert eva.seen() == []


def test_nor_what_somebody_relayed(town: Town, people: list[Client]) -> None:
    ana, *_ = people
    ana.send("CAP REQ draft/relaymsg")
    ana.send("RELAYMSG #plaza joe/d :hello")
    ana.seen()
    edit(ana, last(town).msgid)
    assert "EDIT_FORBIDDEN" in ana.seen()[0]


def test_nor_an_edit(town: Town, people: list[Client]) -> None:
    ana, *_ = people
    edit(ana, said(town, ana))
    edit(ana, last(town).msgid)
    assert "EDIT_FORBIDDEN" in ana.seen()[0]


def test_nor_what_was_said_elsewhere(town: Town, people: list[Client]) -> None:
    ana, leo, _ = people
    ana.send("JOIN #bar")
    msgid = said(town, ana, "#bar")
    edit(ana, msgid)
    assert code(ana) == [f"UNKNOWN_MSGID #plaza {msgid} :There is no such message"]
    assert leo.seen() == []


def test_nor_what_is_no_message(town: Town, people: list[Client]) -> None:
    ana, *_ = people
    ana.send("TOPIC #plaza :de todo")
    ana.seen()
    edit(ana, town.journal.stored[-1].msgid)
    assert "UNKNOWN_MSGID" in ana.seen()[0]


def test_nor_after_a_time(town: Town, people: list[Client]) -> None:
    ana, leo, _ = people
    msgid = said(town, ana)
    town.advance(60)
    edit(ana, msgid)
    assert len(leo.seen()) == 1
    town.advance(1)
    edit(ana, msgid)
    text = "It is too late to edit this message"
    assert code(ana) == [f"EDIT_WINDOW_EXPIRED #plaza {msgid} 60 :{text}"]


def test_nor_by_who_may_not_speak(town: Town, people: list[Client]) -> None:
    ana, leo, _ = people
    msgid = said(town, leo)
    ana.send("MODE #plaza +m")
    leo.seen()
    edit(leo, msgid)
    assert " 404 leo #plaza " in leo.seen()[0]


def test_a_guest_is_who_has_been_here_since(town: Town, people: list[Client]) -> None:
    ana, leo, _ = people
    msgid = said(town, ana)
    ana.send("NICK Ana")
    edit(ana, msgid)
    assert "PRIVMSG" in leo.seen()[-1]
    ana.drop()
    again = town.connect("ana", CAPS)
    again.send("JOIN #plaza")
    again.seen()
    edit(again, msgid)
    assert "EDIT_FORBIDDEN" in again.seen()[0]


def test_an_account_is_the_same_wherever_it_comes_from(town: Town, people: list[Client]) -> None:
    ana, leo, _ = people
    for client, account in ((ana, "ana"), (leo, "ana")):
        assert client.session.user is not None
        client.session.user.account = account
        client.session.user.changed()
    msgid = said(town, ana)
    edit(leo, msgid)
    assert last(town).edits == msgid


def test_those_with_the_tag_alone_see_the_text_as_it_is(town: Town, people: list[Client]) -> None:
    """Capabilities change how what comes afterwards is shown."""
    ana, _, eva = people
    first = said(town, ana)
    eva.send(f"CAP REQ {EDIT}")
    eva.seen()
    edit(ana, first)
    assert eva.seen() == [f"@{EDIT}={first} :ana!~ana@127.0.0.1 PRIVMSG #plaza :hola"]


def test_the_time_is_a_setting(town: Town) -> None:
    settings = replace(Settings(autojoin=()), limits=Limits(edit_time=5))
    town = Town(settings)
    ana = town.connect("ana", CAPS)
    town.connect("leo")
    msgid = said(town, ana, "leo")
    town.advance(6)
    edit(ana, msgid, "leo")
    assert "EDIT_WINDOW_EXPIRED leo" in ana.seen()[0]
