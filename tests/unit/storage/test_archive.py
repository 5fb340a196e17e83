"""What was stored is found, wherever it is by now; the list in memory is the model."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.chat.events import Author, Event, Joined, Quitted, Said, Whispered
from mensajeria.engine.history import Conversations, History, Span
from mensajeria.storage.archive import moving
from mensajeria.storage.archive.answers import conversations, history
from mensajeria.storage.archive.listed import Listed
from mensajeria.storage.archive.numbers import first_of, numbered, time_of
from mensajeria.storage.archive.reading import Archive, everything
from mensajeria.storage.codec import Unreadable, decode, encode
from mensajeria.storage.opening import DATABASE, Durability, make_folder, open_database
from mensajeria.storage.writer import Writer
from mensajeria.wire.casemapping import fold
from tests.unit.storage.journals import ANA, NOW, Waited, said, texts
from tests.unit.storage.test_failing import files_no_larger_than

LEO = Author(2, "Leo", "Leo!~leo@10.0.0.2", "leonardo", "Leo", True)
PLAZA, CAFE = fold("#plaza"), fold("#café")
PLACES = (PLAZA, CAFE, "~1 leo", "~1 leonardo", "=leonardo ana", "nowhere")


def event(number: int, at: int, kind: int) -> Event:
    head = (NOW + at, f"m{number}", LEO if number % 3 else ANA)
    return (
        Said(*head, "PRIVMSG", "#plaza", PLAZA, str(number)),
        Said(*head, "NOTICE", "#café", CAFE, str(number)),
        Said(*head, "PRIVMSG", "#plaza", PLAZA, str(number), prefix="@", only=(1,)),
        Joined(*head, "#plaza", PLAZA),
        Quitted(*head, "Quit", (PLAZA, CAFE)),
        Whispered(*head, "PRIVMSG", ANA if number % 3 else LEO, str(number)),
        Whispered(*head, "PRIVMSG", LEO if number % 3 else ANA, str(number)),
    )[kind]


@st.composite
def pasts(draw: st.DrawFn) -> list[list[Event]]:
    """Batches of what happened within a few milliseconds; once in a while time goes back."""
    drawn = draw(st.lists(st.tuples(st.integers(-1, 2), st.integers(0, 6)), max_size=30))
    at, events = 0, []
    for number, (step, kind) in enumerate(drawn):
        at += step
        events.append(event(number, at, kind))
    size = draw(st.integers(1, 7))
    return [events[start : start + size] for start in range(0, len(events), size)]


MARKS = st.none() | st.integers(NOW - 2, NOW + 40) | st.integers(0, 30).map(lambda n: f"m{n}")
SPANS = st.builds(
    Span, st.integers(0, 9), MARKS, MARKS, st.booleans(), st.booleans(), st.booleans()
)
QUESTIONS = st.builds(
    History,
    st.lists(st.sampled_from(PLACES), max_size=3).map(tuple),
    st.lists(SPANS, max_size=2).map(tuple),
    st.booleans(),
    st.just(0) | st.integers(NOW, NOW + 20),
)
CONVERSATIONS = st.builds(
    Conversations,
    st.sampled_from([(), (PLAZA,), (CAFE, PLAZA)]),
    st.sampled_from([(), ("~1",), ("=leonardo", "~2")]),
    st.integers(NOW - 2, NOW + 40),
    st.integers(NOW - 2, NOW + 40),
    st.integers(0, 4),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(pasts(), st.data())
def test_answers_do_not_depend_on_where_it_is_kept(
    past: list[list[Event]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(moving, "STEP", 5)
        folder = Path(name)
        with closing(open_database(folder, "none")) as db, closing(Archive(folder)) as archive:
            writer = Writer(db)
            for batch in past:
                writer.write(batch)
                if data.draw(st.booleans()):
                    assert writer.move()
            model = Listed([each for batch in past for each in batch])
            for question in data.draw(st.lists(QUESTIONS, min_size=5, max_size=20)):
                assert archive.history(question) == history(question, model)
            for asked in data.draw(st.lists(CONVERSATIONS, min_size=5, max_size=10)):
                assert archive.conversations(asked) == conversations(asked, model)
        assert list(everything(folder)) == [each for batch in past for each in batch]


def test_numbers_tell_the_time_and_the_order() -> None:
    events = [said("one", NOW), said("two", NOW), said("three", NOW - 5), said("four", NOW + 1)]
    numbers = [number for number, _ in numbered(0, events)]
    assert numbers == [first_of(NOW), first_of(NOW) + 1, first_of(NOW) + 2, first_of(NOW + 1)]
    assert [time_of(number) for number in numbers] == [NOW, NOW, NOW, NOW + 1]
    assert first_of(-(10**30)) == 0
    assert first_of(10**30) == 2**63 - 1


def written(folder: Path, *batches: list[Event]) -> sqlite3.Connection:
    make_folder(folder, "none")
    db = open_database(folder, "none")
    writer = Writer(db)
    for batch in batches:
        writer.write(batch)
    return db


def latest(folder: Path) -> list[str]:
    with closing(Archive(folder)) as archive:
        page = archive.history(History((PLAZA,), (Span(100, newest=True),)))
        return texts(page.events if page else [])


def test_a_step_that_fails_has_moved_nothing(folder: Path) -> None:
    with closing(written(folder, [said("one"), said("two")])) as db:
        writer = Writer(db)
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
        db.execute(
            "CREATE TEMP TRIGGER full BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'x'); END"
        )
        assert not writer.move()
        assert latest(folder) == ["one", "two"]
        assert db.execute("SELECT count(*) FROM places").fetchone() == (0,)
        db.execute("DROP TRIGGER full")
        assert writer.move()
        assert latest(folder) == ["one", "two"]
        assert db.execute("SELECT count(*) FROM journal").fetchone() == (0,)


def test_what_cannot_be_read_stays_where_it_is(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(written(folder, [said("one")])) as db:
        db.execute("INSERT INTO journal VALUES (9, 0, 0, x'00')")
        writer = Writer(db)
        assert not writer.move()
        assert not writer.move()
        assert db.execute("SELECT count(*) FROM journal").fetchone() == (2,)
    assert caplog.text.count("the archive is no longer filled") == 1
    with closing(Archive(folder)) as archive, pytest.raises(Unreadable):
        archive.history(History((PLAZA,), (Span(1),)))


@pytest.mark.parametrize("durability", get_args(Durability))
def test_only_moving_does_not_wait_for_the_disk(folder: Path, durability: Durability) -> None:
    make_folder(folder, durability)
    with closing(open_database(folder, durability)) as db:
        writer = Writer(db)
        (wanted,) = db.execute("PRAGMA synchronous").fetchone()
        done: list[str] = []
        db.set_trace_callback(done.append)
        writer.write([said("one")])
        assert writer.move()
        db.set_trace_callback(None)
        assert db.execute("PRAGMA synchronous").fetchone() == (wanted,)
    told = [each for each in done if each.split()[0] in ("PRAGMA", "INSERT", "COMMIT")]
    assert [" ".join(each.split()[:4]) for each in told if "places" not in each] == [
        "INSERT OR REPLACE INTO",
        f"PRAGMA synchronous = {min(1, wanted)}",
        "INSERT INTO events (number,",
        "INSERT INTO placed (place,",
        "COMMIT",
        f"PRAGMA synchronous = {wanted}",
    ]


def test_what_is_at_hand_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reread: list[bytes] = []

    def counted(row: bytes) -> list[Event]:
        reread.append(row)
        return decode(row)

    monkeypatch.setattr(moving, "decode", counted)
    monkeypatch.setattr(moving, "AT_HAND", 2 * len(encode([said("1")])))
    make_folder(folder, "none")
    with closing(open_database(folder, "none")) as db:
        writer = Writer(db)
        for _ in range(2):
            for text in ("1", "2", "3"):
                writer.write([said(text)])
            assert writer.move()
            assert [texts(decode(row)) for row in reread] == [["3"]]
            reread.clear()
    assert latest(folder) == ["1", "2", "3", "1", "2", "3"]


def test_what_was_moved_is_nowhere_else_on_the_disk(folder: Path) -> None:
    text = "a text of more than twenty letters, and a-word-of-ana"
    with closing(written(folder, [said(text)], [said("another")])) as db:
        writer = Writer(db)
        while writer.move():
            pass
    assert (folder / DATABASE).read_bytes().count(b"a-word-of-ana") == 1


def test_questions_are_answered_while_the_disk_is_full(journal: Waited, folder: Path) -> None:
    journal.store(said("one"))
    with files_no_larger_than(1):
        assert journal.store(said("lost")) is not None
        assert latest(folder) == ["one"]
