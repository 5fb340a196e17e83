"""The journal that stores nothing."""

from __future__ import annotations

from mensajeria.chat.records import Record, Recorded
from mensajeria.storage.archive.retention import Keeping
from mensajeria.storage.memory import MemoryJournal
from tests.unit.storage.journals import ANA, NOW, said, texts


def test_it_answers_at_once_and_keeps_nothing() -> None:
    outcomes: list[str | None] = []
    journal = MemoryJournal(outcomes.append)
    journal.append([said("hola")])
    assert outcomes == [None]
    assert not journal.events


def test_it_keeps_as_many_as_it_was_told() -> None:
    journal = MemoryJournal(lambda error: None, keep=2)
    journal.append([said("one"), said("two"), said("three")])
    assert list(journal.events) == [said("two"), said("three")]


def test_by_hand_nothing_is_stored_before_sync() -> None:
    outcomes: list[str | None] = []
    journal = MemoryJournal(outcomes.append, at_once=False, keep=None)
    journal.append([said("hola")])
    assert (outcomes, list(journal.events), journal.waiting) == ([], [], 1)
    journal.sync()
    assert (outcomes, list(journal.events), journal.waiting) == ([None], [said("hola")], 0)


def test_by_hand_it_can_fail() -> None:
    outcomes: list[str | None] = []
    journal = MemoryJournal(outcomes.append, at_once=False, keep=None)
    journal.append([said("hola")])
    journal.sync("the disk is full")
    assert (outcomes, list(journal.events)) == (["the disk is full"], [])


def test_closing_answers_what_waits() -> None:
    outcomes: list[str | None] = []
    journal = MemoryJournal(outcomes.append, at_once=False)
    journal.append([said("hola")])
    journal.close()
    assert outcomes == [None]


def test_without_history_it_keeps_nothing() -> None:
    journal = MemoryJournal(lambda error: None, keep=5)
    journal.append([said("one")])
    journal.keep(Keeping(enabled=False))
    journal.append([said("two")])
    assert list(journal.events) == []
    journal.keep(Keeping())
    journal.append([said("three")])
    assert texts(list(journal.events)) == ["three"]


def test_what_is_remembered_is_not_among_what_was_said() -> None:
    journal = MemoryJournal(lambda error: None, keep=5)
    journal.append([Recorded(NOW, "", ANA, Record, "ana", None), said("one")])
    assert texts(list(journal.events)) == ["one"]
