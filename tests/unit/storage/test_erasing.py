"""What was redacted is nowhere any more: not in the journal, the archive, or any file."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.chat.erasing import erased_by, without
from mensajeria.chat.events import Erased, Event, Redacted, Retracted, Said, Whispered
from mensajeria.engine.history import Find, History, Span
from mensajeria.storage.archive import moving, retention
from mensajeria.storage.archive import texts as texts_table
from mensajeria.storage.archive.reading import Archive, everything
from mensajeria.storage.archive.retention import Keeping
from mensajeria.storage.memory import MemoryJournal
from mensajeria.storage.opening import open_database
from mensajeria.storage.writer import Writer
from mensajeria.wire.casemapping import fold
from tests.unit.storage.journals import ANA, NOW, Waited, said, until

PLAZA = fold("#plaza")
SECRET = said("what has an id of it beyond twenty letters")


def redacted(msgid: str, at: int = NOW) -> Event:
    return Redacted(at, f"no-{msgid}", ANA, "#plaza", PLAZA, msgid)


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@pytest.mark.parametrize("moved", [False, True])
def test_a_tombstone_stays(folder: Path, journal: Waited, *, moved: bool) -> None:
    journal.close()
    with closing(open_database(folder, "none")) as db, closing(Archive(folder)) as archive:
        writer = Writer(db)
        writer.write([said("one"), said("two"), said("three")])
        if moved:
            writer.move()
        writer.write([redacted("id-two")])
        writer.tidy()
        assert b"id-two" in files(folder)
        one, gone, three, deed = everything(folder)
        assert (one, three, deed) == (said("one"), said("three"), redacted("id-two"))
        assert gone == without([said("two")], {"id-two"})[0]
        page = archive.history(History((PLAZA,), (Span(9, after="id-two"),)))
        assert page is not None
        assert page.events == [said("three")]
        page = archive.history(History((PLAZA,), (Span(9),), everything=True))
        assert page is not None
        assert page.events == [one, gone, three, deed]
        assert [type(each) for each in archive.find(Find("id-two"))] == [Erased]


def test_the_log_is_emptied_as_soon_as_nobody_reads(folder: Path, journal: Waited) -> None:
    journal.close()
    with closing(open_database(folder, "none")) as db, closing(Archive(folder)) as archive:
        writer = Writer(db)
        writer.write([SECRET])
        reader = archive._db  # in the middle of a page
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM journal").fetchone()
        writer.write([redacted(SECRET.msgid)])
        writer.tidy()
        assert b"beyond twenty" in files(folder)
        reader.execute("ROLLBACK")
        writer.tidy()
        assert b"beyond twenty" not in files(folder)


def test_the_server_does_that_by_itself(folder: Path, journal: Waited) -> None:
    journal.store(SECRET)
    journal.store(redacted(SECRET.msgid))
    until(lambda: b"beyond twenty" not in files(folder))


def test_a_commit_that_fails_has_deleted_nothing(folder: Path, journal: Waited) -> None:
    journal.close()
    with closing(open_database(folder, "none")) as db:
        writer = Writer(db)
        writer.write([said("one"), said("two")])
        writer.move()
        db.execute(
            "CREATE TEMP TRIGGER full BEFORE INSERT ON journal WHEN new.events != x''"
            " BEGIN SELECT raise(ABORT, 'x'); END"
        )
        with pytest.raises(sqlite3.Error):
            writer.write([redacted("id-one")])
        assert list(everything(folder)) == [said("one"), said("two")]
        db.execute("DROP TRIGGER full")
        writer.write([redacted("id-one")])
        assert said("one") not in list(everything(folder))


def test_edits_go_with_what_they_edit(folder: Path, journal: Waited) -> None:
    journal.close()
    head = ("PRIVMSG", "#plaza", PLAZA)
    events = [
        Said(NOW, "m1", ANA, *head, "first-words"),
        Said(NOW, "m2", ANA, *head, "other-words", edits="m1"),
        Said(NOW, "m3", ANA, *head, "third-words", edits="m1"),
        Said(NOW, "m4", ANA, *head, "of another", edits="m0"),
    ]
    with closing(open_database(folder, "none")) as db:
        writer = Writer(db)
        writer.write(events[:2])
        writer.move()
        writer.write(events[2:])
        writer.write([redacted("m1")])
        writer.tidy()
    assert b"-words" not in files(folder)
    assert events[3] in list(everything(folder))


def test_in_memory_too() -> None:
    journal = MemoryJournal(lambda _error: None, keep=10)
    kept = journal.events
    journal.append([said("one"), said("two")])
    journal.append([redacted("id-one")])
    assert [type(each) for each in kept] == [Erased, Said, Redacted]


def texts(chance: Random) -> Iterator[str]:
    """Such as are nowhere by chance, from short ones to those of many pages."""
    while True:
        yield f"<{chance.getrandbits(64):016x}{'x' * round(10 ** chance.uniform(0, 3.7))}>"


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.booleans())
def test_no_byte_of_it_is_left_whatever_became_of_its_neighbours(seed: int, expires: bool) -> None:
    """Rows are moved about as others come and go; copies that they leave behind would show."""
    chance = Random(seed)
    some = texts(chance)
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(moving, "STEP", 7)
        patch.setattr(retention, "AT_ONCE", 3)
        patch.setattr(texts_table, "STEP", 11)
        folder = Path(name)
        kept: dict[str, str] = {}
        gone: list[str] = []
        with closing(open_database(folder, "none")) as db:
            writer = Writer(db, Keeping(messages=60) if expires else Keeping())
            for number in range(150):
                msgid, text = f"m{number}", next(some)
                kept[msgid] = text
                writer.write([_message(number, msgid, text)])
                if chance.random() < 0.3:
                    writer.move()
                if chance.random() < 0.3:
                    writer.fill()
                if expires and chance.random() < 0.3:
                    writer.expire()
                if chance.random() < 0.3:
                    msgid = chance.choice(list(kept))
                    gone.append(kept.pop(msgid))
                    writer.write([_redaction(msgid)])
            writer.tidy()
            data = files(folder)
            assert [text for text in gone if text[:17].encode() in data] == []
            present = {each.msgid for each in everything(folder) if not isinstance(each, Erased)}
            assert all(text[:17].encode() in data for m, text in kept.items() if m in present)
            assert erased_by(everything(folder)) <= {f"m{number}" for number in range(150)}


def _message(number: int, msgid: str, text: str) -> Event:
    if number % 4:
        return Said(NOW + number, msgid, ANA, "PRIVMSG", "#plaza", PLAZA, text)
    return Whispered(NOW + number, msgid, ANA, "PRIVMSG", ANA, text)


def _redaction(msgid: str) -> Event:
    if int(msgid[1:]) % 4:
        return redacted(msgid)
    return Retracted(NOW, f"no-{msgid}", ANA, ANA, msgid)
