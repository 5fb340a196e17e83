"""What is too old or too much is deleted, for good, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from mensajeria.chat.events import Author, Event, Joined, Quitted, Said, Whispered
from mensajeria.storage import sqlite
from mensajeria.storage.archive import retention
from mensajeria.storage.archive.reading import everything
from mensajeria.storage.archive.retention import Keeping, Retention
from mensajeria.storage.archive.tables import Shelves
from mensajeria.storage.archive.texts import Texts
from mensajeria.storage.opening import DATABASE, make_folder, open_database
from mensajeria.wire.casemapping import fold
from tests.unit.storage.journals import ANA, NOW, Waited, said, until

DAY = 86_400_000
LEO = Author(2, "leo", "leo!~leo@127.0.0.1", None, "Leo", False)


def to(channel: str, text: str, at: int = NOW) -> Event:
    return Said(at, f"id-{text}", ANA, "PRIVMSG", channel, fold(channel), text)


@pytest.fixture
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    make_folder(folder, "none")
    with closing(open_database(folder, "none")) as opened:
        yield opened


@pytest.fixture
def shelves(db: sqlite3.Connection) -> Shelves:
    return Shelves(db, Texts(db, nullcontext))


def kept(
    db: sqlite3.Connection, shelves: Shelves, folder: Path, keeping: Keeping, now: int = NOW
) -> list[Event]:
    deletes = Retention(db, shelves, nullcontext, lambda: now * 1_000_000)
    while deletes.step(keeping):
        pass
    return list(everything(folder))


def test_all_is_kept_unless_told_otherwise(
    db: sqlite3.Connection, shelves: Shelves, folder: Path
) -> None:
    events = [to("#a", "one", NOW - 9999 * DAY), to("#a", "two")]
    shelves.put(events)
    assert kept(db, shelves, folder, Keeping()) == events


def test_what_is_older_goes_wherever_it_is(
    db: sqlite3.Connection, shelves: Shelves, folder: Path
) -> None:
    old = NOW - 2 * DAY
    shelves.put(
        [
            to("#a", "one", old - 1),
            Quitted(old - 1, "q", ANA, "Quit", (fold("#a"), fold("#b"))),
            Whispered(old - 1, "w", ANA, "PRIVMSG", LEO, "psst"),
            to("#a", "two", old),
        ]
    )
    assert kept(db, shelves, folder, Keeping(days=2)) == [to("#a", "two", old)]
    assert db.execute("SELECT count(*) FROM placed").fetchone() == (1,)


def test_of_each_place_the_latest_messages_stay(
    db: sqlite3.Connection, shelves: Shelves, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    quitted = Quitted(NOW, "q", ANA, "Quit", (fold("#a"), fold("#b")))
    joined = Joined(NOW, "j", ANA, "#a", fold("#a"))
    early = [to("#a", str(number)) for number in range(20)]
    late = [to("#a", str(number)) for number in range(20, 25)]
    other = [to("#b", "other")]
    shelves.put([joined, *early, quitted, *other, *late])
    # what happened before the oldest message that stays goes from there, and stays elsewhere
    assert kept(db, shelves, folder, Keeping(messages=5)) == [quitted, *other, *late]
    shelves.put([to("#a", "next")])
    assert kept(db, shelves, folder, Keeping(messages=5)) == [
        quitted,
        *other,
        *late[1:],
        to("#a", "next"),
    ]


def test_one_look_at_all_places_and_then_at_those_in_use(
    db: sqlite3.Connection, shelves: Shelves, folder: Path
) -> None:
    deletes = Retention(db, shelves, nullcontext)
    shelves.put([to("#a", str(number)) for number in range(5)])
    assert deletes.step(Keeping(messages=3)) == 2
    assert deletes.step(Keeping(messages=3)) == 0
    shelves.put([to("#a", "next")])
    assert deletes.step(Keeping(messages=3)) == 1
    assert deletes.step(Keeping(messages=2)) == 1  # told to keep less
    assert [event.msgid for event in everything(folder)] == ["id-4", "id-next"]


def test_the_server_does_so_by_itself_and_nothing_is_left_on_the_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "SOON", 0.001)
    monkeypatch.setattr(sqlite, "SELDOM", 0.001)
    journal = Waited(folder)
    journal.store(said("a-secret-of-ana"), said("another"))
    journal.journal.keep(Keeping(messages=1))
    until(lambda: journal.texts() == ["another"])
    journal.close()
    assert b"a-secret-of-ana" not in (folder / DATABASE).read_bytes()


def test_without_history_nothing_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "SOON", 0.001)
    journal = Waited(folder)
    journal.journal.keep(Keeping(enabled=False))
    journal.store(said("a-secret-of-ana"))
    until(lambda: journal.texts() == [])
    journal.close()
    assert b"a-secret-of-ana" not in (folder / DATABASE).read_bytes()
