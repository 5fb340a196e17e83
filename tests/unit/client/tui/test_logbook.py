"""What is said, written down in files: what, where, and what becomes of it when that cannot be."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest

from mensajeria.client import happenings as h
from mensajeria.client.features import Features
from mensajeria.client.tui.logbook import Logbook

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=timezone.utc)


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(lambda: NOON, tmp_path / "logs")


def written(book: Logbook) -> dict[str, list[str]]:
    """The lines of all files, without their times."""
    files = sorted(book.folder.rglob("*.log"))
    return {
        file.relative_to(book.folder).as_posix(): [
            line[20:] for line in file.read_text("utf-8").splitlines()
        ]
        for file in files
    }


def write(book: Logbook, *happenings: h.Happening) -> list[str]:
    return [book.write("irc.example:7667", "ana", Features(), each) for each in happenings]


def test_each_room_has_a_file(book: Logbook) -> None:
    write(
        book,
        h.Said("leo", "#Plaza", "hola \x02ana\x02"),
        h.Said("ana", "#plaza", "qué tal", mine=True),
        h.Said("leo", "ana", "psst", private=True),
        h.Said("ana", "leo", "sí", mine=True, private=True),
        h.Said("irc.example", "ana", "notice of the server", private=True, from_server=True),
        h.Joined("eva", "#plaza"),
        h.TopicChanged("#plaza", "tea", "eva"),
        h.Disconnected("eva", "bye", channels=("#plaza", "#club")),
    )
    assert written(book) == {
        "irc.example_7667/#club.log": ["-- eva is gone (bye)"],
        "irc.example_7667/#plaza.log": [
            "<leo> hola ana",
            "<ana> qué tal",
            "-- eva came into #plaza",
            "-- eva set the topic of #plaza: tea",
            "-- eva is gone (bye)",
        ],
        "irc.example_7667/leo.log": ["*leo* psst", "-> *leo* sí"],
    }


def test_a_line_has_its_time_and_is_harmless(book: Logbook) -> None:
    at = datetime(2026, 3, 4, 11, 59, 1, tzinfo=timezone.utc)
    write(book, h.Said("leo", "#plaza", "one\ntwo\x1b[2J", at=at))
    (file,) = book.folder.rglob("*.log")
    assert file.read_text("utf-8") == f"{at.astimezone():%Y-%m-%d %H:%M:%S} <leo> one two␛[2J\n"


@pytest.mark.parametrize(
    "nick", ["../../x", "..", "a/b\\c", "CON:", "x" * 300, "\u202e", "名" * 90]
)
def test_a_name_leads_nowhere_else(book: Logbook, nick: str) -> None:
    write(book, h.Said(nick, "ana", "hola", private=True))
    (file,) = book.folder.rglob("*.log")
    assert file.parent.parent == book.folder
    assert len(file.name.encode()) < 210


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such rights")
def test_nobody_else_can_read_it(book: Logbook) -> None:
    write(book, h.Said("leo", "#plaza", "hola"))
    (file,) = book.folder.rglob("*.log")
    assert os.stat(file).st_mode & 0o077 == 0


def test_what_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    in_the_way = tmp_path / "logs"
    in_the_way.write_text("a file, not a folder")
    told = write(Logbook(lambda: NOON, in_the_way), *[h.Said("leo", "#plaza", "hola")] * 3)
    assert told[0]
    assert told[1:] == ["", ""]
