"""Searching: in any script, with or without accents, wherever it is stored by now."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.chat.events import Author, Event, Redacted, Said, Whispered
from mensajeria.engine.history import Found, Search
from mensajeria.storage.archive import moving, texts
from mensajeria.storage.archive.answers import search
from mensajeria.storage.archive.folding import folded
from mensajeria.storage.archive.listed import Listed
from mensajeria.storage.archive.reading import Archive
from mensajeria.storage.archive.wanted import wanted
from mensajeria.storage.opening import open_database
from mensajeria.storage.writer import Writer
from mensajeria.wire.casemapping import fold
from tests.unit.storage.journals import ANA, NOW, Waited, until

LEO = Author(2, "Leo", "Leo!~leo@10.0.0.2", "leonardo", "Leo", True)
PLAZA = fold("#plaza")


def found(text: str, said: str) -> bool:
    event = Said(NOW, "m", LEO, "PRIVMSG", "#plaza", PLAZA, said)
    question = Search(((PLAZA, 0),), (), 0, text, "", None, None, 5)
    return bool(search(question, Listed([event])).events)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cion", "la canción"),
        ("CIÓN", "la cancion"),
        ("ñandú", "un nandu"),
        ("strasse", "Straße"),
        ("ΣΊΣΥΦΟΣ", "ο σισυφος"),
        ("еще", "Ещё раз"),
        ("東京", "私は東京に住んでいます"),
        ("京", "私は東京に住んでいます"),
        ("ﾄｳｷｮｳ", "トウキョウ"),
        ("สวัสดี", "คำว่าสวัสดีครับ"),
        ("북한", "대한민국과 북한"),
        ("سلام", "السَّلَامُ عليكم"),
        ("dos uno", "uno y dos"),
        ("hola", "\x02ho\x0304,05la\x0f"),
        ("a b", "b\na"),
        ("ｗｉｄｅ", "wide"),
        ("%_", "100%_"),
        ("", "whatever"),
    ],
)
def test_it_is_found(text: str, said: str) -> None:
    assert found(text, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("かき", "がぎ"),  # another letter, not the same with an accent
        ("กี", "กา"),
        ("uno tres", "uno y dos"),
        ("leo", "who said it is not what was said"),
        ("京東", "東京"),
    ],
)
def test_it_is_not_found(text: str, said: str) -> None:
    assert not found(text, said)


@given(st.text(), st.text())
def test_folding_keeps_what_parts_the_messages(one: str, two: str) -> None:
    lines = folded(f"{one}\n{two}").split("\n")
    assert len(lines) == 1 + f"{one}\n{two}".count("\n")
    assert folded(folded(one)) == folded(one) or not one.isascii()


WORDS = ["uno", "dós", "TRES", "東京", "x"]
PLACES = [(PLAZA, 0), (PLAZA, NOW + 9), ("#otra", 0), ("nowhere", 0)]


def event(number: int, kind: int, words: list[str]) -> Event:
    by, to = (LEO, ANA) if number % 3 else (ANA, LEO)
    head, text = (NOW + number // 2, f"m{number}", by), " ".join(words) or "nada"
    return (
        Said(*head, "PRIVMSG", "#plaza", PLAZA, text),
        Said(*head, "NOTICE", "#otra", fold("#otra"), text),
        Said(*head, "PRIVMSG", "#plaza", PLAZA, text, prefix="@", only=(1,)),
        Whispered(*head, "PRIVMSG", to, text, (), (1, len(text) - 2)),
        Redacted(*head, "#plaza", PLAZA, f"m{number // 2}"),
    )[kind]


PAST = st.lists(
    st.tuples(st.sampled_from([0, 0, 0, 1, 2, 3, 4]), st.lists(st.sampled_from(WORDS), max_size=3)),
    max_size=40,
)
SEARCHES = st.builds(
    Search,
    st.lists(st.sampled_from(PLACES), max_size=3).map(tuple),
    st.sampled_from([(), ("~1",), ("=leonardo", "~2")]),
    st.just(0) | st.integers(NOW, NOW + 20),
    st.lists(st.sampled_from([*WORDS, "no", "os", "z"]), max_size=2).map(" ".join),
    st.sampled_from(["", "leo", "ANA", "eva"]),
    st.none() | st.integers(NOW - 2, NOW + 20),
    st.none() | st.integers(NOW - 2, NOW + 20),
    st.integers(1, 9),
)


def simply(question: Search, past: list[Event]) -> list[str]:
    """What must be found, one condition after the other."""
    gone = {each.redacted for each in past if isinstance(each, Redacted)}
    hits = []
    for each in past:
        if not isinstance(each, Said | Whispered) or each.msgid in gone:
            continue
        if isinstance(each, Said):
            since = min((s for p, s in question.places if p == each.key), default=None)
            shown = each.only is None and since is not None and each.at >= since
        else:
            shown = bool(question.owners) and each.at >= question.owned
        shown = shown and each.at <= (question.before or each.at)
        shown = shown and each.at >= (question.after or 0)
        shown = shown and question.nick.lower() in ("", each.by.nick.lower())
        if shown and all(folded(word) in folded(each.text) for word in question.text.split()):
            hits.append(each.msgid)
    return hits[: question.count] if question.after is not None else hits[-question.count :]


@settings(max_examples=60, deadline=None)
@given(PAST, st.data())
def test_what_is_found_does_not_depend_on_where_it_is_kept(
    drawn: list[tuple[int, list[str]]], data: st.DataObject
) -> None:
    past = [event(number, kind, words) for number, (kind, words) in enumerate(drawn)]
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(moving, "STEP", 5)
        patch.setattr(texts, "STEP", 4)
        patch.setattr(texts, "ROOM", 60)
        folder = Path(name)
        with closing(open_database(folder, "none")) as db, closing(Archive(folder)) as archive:
            writer = Writer(db)
            for each in past:
                writer.write([each])
                if data.draw(st.booleans()):
                    writer.move()
                if data.draw(st.booleans()):
                    writer.fill()
            for question in data.draw(st.lists(SEARCHES, min_size=5, max_size=15)):
                answer = archive.search(question)
                assert [each.msgid for each in answer.events] == simply(question, past)
                assert answer.whole


def test_an_older_archive_is_filled_by_the_running_server(folder: Path) -> None:
    journal = Waited(folder)
    for number in range(600):
        journal.store(Said(NOW, f"m{number}", ANA, "PRIVMSG", "#plaza", PLAZA, f"<{number}>"))
    journal.close()
    with closing(open_database(folder, "none")) as db:
        db.execute("DELETE FROM texts")
        db.execute("DELETE FROM filled")
        writer = Writer(db)
        while writer.move():
            pass
    journal = Waited(folder)
    with closing(open_database(folder, "none")) as db:
        until(lambda: db.execute("SELECT number FROM filled").fetchone() is not None)
    with closing(Archive(folder)) as archive:
        for number in (0, 311, 599):
            question = Search(((PLAZA, 0),), (), 0, f"<{number}>", "", None, None, 5)
            assert [each.msgid for each in archive.search(question).events] == [f"m{number}"]
    journal.close()


def test_a_search_that_takes_too_long_gives_what_it_has_found() -> None:
    events: list[Event] = [
        Said(NOW + n, f"m{n}", ANA, "PRIVMSG", "#plaza", PLAZA, "hola") for n in range(9)
    ]
    question = Search(((PLAZA, 0),), (), 0, "hola", "", None, None, 9)
    looks: Iterator[bool] = iter([False] * 3 + [True] * 9)
    answer = search(question, Listed(events), lambda: next(looks))
    assert answer == Found(events[6:], whole=False)


def test_words_are_few_and_once() -> None:
    assert wanted(" Uno  uno ÚNO dos ", "Leo") == ((b"uno", b"dos"), b"leo")
