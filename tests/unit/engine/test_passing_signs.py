"""TAGMSG: typing is a passing sign that waits for no disk; reactions are kept as messages are."""

from __future__ import annotations

import pytest

from mensajeria.chat.events import Beckoned, Signalled
from mensajeria.engine import unshown
from tests.harness.town import Client, Town

CAPS = ["message-tags", "labeled-response", "batch"]
TYPING = "@+typing=active TAGMSG #plaza"
SEEN = ";+typing=active :ana!~ana@127.0.0.1 TAGMSG #plaza"


@pytest.fixture
def people(town: Town) -> list[Client]:
    for nick in ("ana", "leo"):
        town.connect(nick, CAPS)
    return town.enter("#plaza", "ana", "leo")


def test_nothing_of_typing_is_stored(town: Town, people: list[Client]) -> None:
    ana, leo = people
    before = list(town.journal.stored)
    ana.send(TYPING)
    ana.send("@+typing=active TAGMSG leo")
    assert len(leo.seen()) == 2
    assert town.journal.stored == before


def test_a_reaction_is_stored_before_it_is_seen(town: Town, people: list[Client]) -> None:
    ana, leo = people
    town.journal.hold()
    ana.send("@+typing=done;+draft/reply=1;+draft/react=:) TAGMSG #plaza")
    ana.send("@+draft/reply=1;+draft/react=:) TAGMSG leo")
    assert leo.seen() == []
    town.journal.let_go()
    assert len(leo.seen()) == 2
    kinds = [type(event) for event in town.journal.stored[-2:]]
    assert kinds == [Signalled, Beckoned]


def test_typing_passes_while_nothing_can_be_stored(town: Town, people: list[Client]) -> None:
    ana, leo = people
    town.journal.fails = "disk full"
    ana.send("PRIVMSG #plaza :hola")
    ana.send(TYPING)
    (line,) = leo.seen()
    assert line.endswith(SEEN)
    ana.seen()
    ana.send("@+draft/reply=1;+draft/react=:) TAGMSG #plaza")
    (line,) = ana.seen()
    assert "FAIL TAGMSG TEMPORARILY_UNAVAILABLE" in line
    assert leo.seen() == []


def test_typing_passes_what_others_wait_for(town: Town, people: list[Client]) -> None:
    ana, leo = people
    town.journal.hold()
    leo.send("PRIVMSG #plaza :hola")
    ana.send(TYPING)
    (line,) = leo.seen()
    assert line.endswith(SEEN)
    assert ana.seen() == []
    town.journal.let_go()
    (line,) = ana.seen()
    assert line.endswith(":hola")


def test_it_does_not_pass_what_its_own_user_did(town: Town, people: list[Client]) -> None:
    ana, leo = people
    town.journal.hold()
    ana.send("NICK eva")
    ana.send(TYPING)
    assert leo.seen() == []
    town.journal.let_go()
    nick, typing = leo.seen()
    assert nick.endswith(" :ana!~ana@127.0.0.1 NICK eva")
    assert typing.endswith(":eva!~ana@127.0.0.1 TAGMSG #plaza")


def test_nor_what_is_owed_to_everybody(town: Town, people: list[Client]) -> None:
    """What changed the state and could not be stored comes first; the sign is lost meanwhile."""
    ana, leo = people
    town.journal.hold()
    ana.send("NICK eva")
    town.journal.fails = "disk full"
    town.journal.sync()
    ana.send(TYPING)
    assert leo.seen() == []
    town.journal.fails = ""
    town.advance(1)
    town.journal.let_go()
    (nick,) = leo.seen()
    assert nick.endswith(" :ana!~ana@127.0.0.1 NICK eva")
    ana.send(TYPING)
    assert len(leo.seen()) == 1


def test_its_label_is_answered_at_once_too(town: Town, people: list[Client]) -> None:
    ana, leo = people
    town.journal.hold()
    leo.send("PRIVMSG #plaza :hola")
    ana.send(f"@label=x;{TYPING[1:]}")
    assert ana.seen() == ["@label=x :mensajeria.local ACK"]
    ana.send("@label=y;+typing=active TAGMSG #nada")
    assert ana.seen() == []  # an error is an answer like any other
    town.journal.let_go()
    assert any("#nada" in line for line in ana.seen())


def test_it_waits_with_very_many(
    town: Town, people: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, leo = people
    monkeypatch.setattr(unshown, "WAITED_FOR", 3)
    town.journal.hold()
    for _ in range(2):
        leo.send("PRIVMSG #plaza :hola")
    ana.send(TYPING)
    assert len(leo.seen()) == 1
    leo.send("PRIVMSG #plaza :hola")
    ana.send(TYPING)
    assert leo.seen() == []
    town.journal.let_go()
    assert len(leo.seen()) == 1
