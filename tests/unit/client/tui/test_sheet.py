"""A room's entries as rows: what is wrapped, and how much of it."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from mensajeria.client.rooms.entries import Spoken
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.tui.sheet import DEPTH, Sheet, words

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=timezone.utc)


def said(number: int, text: str = "hola") -> Spoken:
    return Spoken(NOON, f"nick{number % 3}", f"{text} {number}")


def sheet(count: int) -> Sheet:
    room, of = Room("#plaza", Kind.CHANNEL), Sheet(lambda: "ana", lambda: NOON)
    room.entries += [said(number) for number in range(count)]
    of.take(room)
    of.wrap(60)
    return of


def written(of: Sheet) -> list[str]:
    return [words(block.rows[row]) for block, row in of.rows]


def test_only_the_latest_are_wrapped_until_more_is_wanted() -> None:
    of = sheet(3 * DEPTH)
    assert (len(of.blocks), of.is_whole) == (DEPTH, False)
    of.deepen()
    of.wrap(60)
    assert len(of.blocks) == 2 * DEPTH
    of.deepen(wholly=True)
    of.wrap(60)
    assert (len(of.blocks), of.is_whole) == (3 * DEPTH, True)


def test_what_is_far_above_is_let_go_of_when_there_is_much() -> None:
    of = sheet(DEPTH)
    for number in range(DEPTH):
        of.room.entries.append(said(number))
        of.append(of.room.entries[-1])
        of.trim()
    assert len(of.blocks) == 2 * DEPTH
    of.room.entries.append(said(0))
    of.append(of.room.entries[-1])
    of.trim()
    assert (len(of.blocks), of.is_whole) == (DEPTH, False)
    rows = written(of)
    of.take(of.room)
    of.wrap(60)
    assert rows == written(of)


@pytest.mark.parametrize("place", [0, 1, 6, 9])
@pytest.mark.parametrize("text", ["b", "longer than it was, " * 9])
def test_one_that_changes_is_as_if_all_were_wrapped_anew(place: int, text: str) -> None:
    of = sheet(10)
    changed = of.room.entries[place]
    assert isinstance(changed, Spoken)
    changed.text = text
    of.wrap_again(changed)
    rows = written(of)
    of.take(of.room)
    of.wrap(60)
    assert rows == written(of)


def test_what_is_not_wrapped_can_change() -> None:
    of = sheet(2 * DEPTH)
    before = written(of)
    of.wrap_again(of.room.entries[0])
    assert written(of) == before


def test_what_is_wrapped_is_not_wrapped_again() -> None:
    of = sheet(10)
    blocks = of.blocks
    of.room.entries.append(said(10))
    of.append(of.room.entries[-1])
    of.wrap(60)
    assert of.blocks[:10] == blocks[:10]
    of.wrap(50)
    assert of.blocks[0] is not blocks[0]
