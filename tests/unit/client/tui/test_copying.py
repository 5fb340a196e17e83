"""What is copied is what was written, not how it was broken."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from mensajeria.client.rooms.entries import Entry, Move, Moved, Noted, Spoken
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.tui.copying import Marked, copied
from mensajeria.client.tui.sheet import Sheet, words

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=timezone.utc)
LONG = "a hash that has no room 5d41402abc4b2a76b9719d911017c592 and  what comes after it"


def sheet(*entries: Entry, width: int = 50) -> Sheet:
    room, of = Room("#plaza", Kind.CHANNEL), Sheet(lambda: "ana", lambda: NOON)
    room.entries += entries
    of.take(room)
    of.wrap(width)
    return of


def said(text: str, by: str = "leo", kind: str = "message") -> Spoken:
    return Spoken(NOON, by, text, kind)


def marks(of: Sheet, start: str = "", end: str = "") -> str:
    """Mark from where a text begins to where another one ends; all without them."""
    rows = [words(block.rows[row]) for block, row in of.rows]
    first = next(at for at, row in enumerate(rows) if start in row)
    last = next(at for at in range(len(rows) - 1, -1, -1) if end in rows[at])
    marked = []
    for place in range(first, last + 1):
        begin = rows[place].index(start) if place == first and start else 0
        stop = rows[place].rindex(end) + len(end) if place == last and end else None
        marked.append(Marked(*of.rows[place], begin, stop))
    return copied(marked, of.frame)


@pytest.mark.parametrize("width", [30, 37, 50, 64, 80])
def test_rows_that_were_broken_are_whole_again(width: int) -> None:
    of = sheet(said(LONG), width=width)
    assert len(of.rows) > 2, "that is what it is about"
    assert marks(of, "a hash") == LONG


def test_a_part_of_a_word_is_a_part_of_it() -> None:
    of = sheet(said(LONG), width=37)
    assert marks(of, "has no", "and") == LONG[LONG.index("has no") : LONG.index(" what") - 1]


def test_time_and_name_are_copied_where_they_are_marked() -> None:
    of = sheet(said(LONG))
    assert marks(of, "12:00") == f"12:00 leo {LONG}"
    assert marks(of, "leo") == f"leo {LONG}"


def test_of_one_row_there_is_what_is_marked() -> None:
    of = sheet(said("one two three"))
    assert marks(of, "two", "two") == "two"


def test_several_messages_are_a_line_each_with_who_said_it() -> None:
    entries = [
        said(LONG),
        said("grouped"),
        said("waves", "eva", "action"),
        Moved(NOON, [Move("omar", "came")]),
        Noted(NOON, "something of our own"),
        said("two\n\nlines", "a_name_that_is_longer"),
    ]
    entries[1].reactions = {"♥": ["eva"]}  # type: ignore[attr-defined]
    assert marks(sheet(*entries)).split("\n") == [
        f"leo: {LONG}",
        "leo: grouped",
        "* eva waves",
        "⇄ omar came in",
        "-- something of our own",
        "a_name_that_is_longer: two",
        "",
        "lines",
    ]


def test_who_begins_in_the_middle_gets_no_name_there() -> None:
    of = sheet(said("one two"), said("three", "eva"))
    assert marks(of, "two") == "two\neva: three"


def test_a_row_across_is_copied_where_there_is_nothing_else() -> None:
    of = sheet(said("one"))
    assert "Today" in copied([Marked(*of.rows[0], 0, None)] * 2, of.frame)
