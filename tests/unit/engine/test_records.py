"""What a turn has remembered is there for the next engine, once it is stored and not before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from mensajeria.chat.network import Network
from mensajeria.chat.records import Record
from mensajeria.engine.dispatch import COMMANDS, command
from mensajeria.engine.restore import RESTORES, restored
from mensajeria.engine.turn import Turn
from tests.harness.town import Client, Town


@dataclass(frozen=True, slots=True)
class Note(Record):
    text: str


@pytest.fixture(autouse=True)
def notes() -> Iterator[list[Note]]:
    """What was restored; with the commands NOTE and UNNOTE."""
    found: list[Note] = []

    @restored(Note)
    def restore_note(network: Network, note: Note) -> None:
        found.append(note)

    @command("NOTE", help="NOTE <key> <text>", stores=True)
    def note(turn: Turn, key: str, text: str) -> None:
        turn.remember(key, Note(text))
        turn.note("NOTED", text)

    @command("UNNOTE", help="UNNOTE <key>", stores=True)
    def unnote(turn: Turn, key: str) -> None:
        turn.forget(Note, key)

    yield found
    del COMMANDS["NOTE"], COMMANDS["UNNOTE"], RESTORES[Note]


@pytest.fixture
def ana() -> Client:
    return Town().connect("ana")


def test_it_comes_back_after_a_restart(ana: Client, notes: list[Note]) -> None:
    for line in ("NOTE b two", "NOTE a one", "NOTE c three", "NOTE c four", "UNNOTE b"):
        ana.send(line)
    ana.town.restart()
    assert notes == [Note("one"), Note("four")]


def test_two_restarts_are_as_one(ana: Client, notes: list[Note]) -> None:
    ana.send("NOTE a one")
    ana.town.restart().restart()
    assert notes == [Note("one")] * 2


def test_the_answer_waits_until_it_is_stored(ana: Client, notes: list[Note]) -> None:
    ana.town.journal.hold()
    ana.send("NOTE a one")
    assert ana.seen() == []
    ana.town.restart()
    assert notes == []
    ana.town.journal.let_go()
    assert ana.seen() == [":mensajeria.local NOTE NOTE NOTED one"]


def test_what_could_not_be_stored_is_stored_as_soon_as_it_can(
    ana: Client, notes: list[Note]
) -> None:
    ana.town.journal.fails = "the disk is full"
    ana.send("NOTE a one")
    assert ana.seen() == []
    ana.send("NOTE a two")
    (refusal,) = ana.seen()
    assert "FAIL NOTE TEMPORARILY_UNAVAILABLE" in refusal
    ana.town.journal.fails = ""
    ana.town.advance(1)
    assert ":mensajeria.local NOTE NOTE NOTED one" in ana.seen()
    ana.town.restart()
    assert notes == [Note("one")]


def test_it_is_no_history(ana: Client) -> None:
    before = list(ana.town.journal.stored)
    ana.send("NOTE a one")
    assert ana.town.journal.stored == before
