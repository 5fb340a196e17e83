"""Lines about what happens, broken at words where the width of the terminal is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone

import pytest

from mensajeria import languages
from mensajeria.client import happenings as h
from mensajeria.client import wrapping
from mensajeria.client.commands.program import list_commands
from mensajeria.client.conversation import Conversation
from mensajeria.client.plain.paint import MANY, Paint
from mensajeria.client.plain.screen import Screen
from mensajeria.client.wording import Scene
from mensajeria.client.wrapping import wrapped
from tests.unit.client.test_conversation import Chat

NOON = datetime(2026, 11, 23, 12, 1, tzinfo=timezone.utc)


@pytest.fixture(params=["en", "es"])
def _each_language(request: pytest.FixtureRequest) -> Iterator[None]:
    languages.use(request.param)
    yield
    languages.use("en")


def shown(happening: h.Happening, columns: int, colours: tuple[int, ...] = ()) -> list[str]:
    lines: list[str] = []
    screen = Screen(lines.append, Paint(colours), lambda: NOON, columns=lambda: columns)
    screen.show(happening, Scene("ana", "#general"))
    (whole,) = lines
    return whole.split("\n")


def test_what_happens_is_broken_at_words_and_set_in() -> None:
    assert shown(h.Named("#general", ("@leo", "ana", "eva")), 36) == [
        "[12:01] -- 3 in #general: @leo,",
        "           ana, eva",
    ]
    assert len(shown(h.Named("#general", ("@leo", "ana", "eva")), 45)) == 1


def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost() -> None:
    names = tuple(f"名前{number}" for number in range(60))
    lines = shown(h.Named("#general", names), 50)
    assert all(len(line) + line.count("名") * 2 < 50 for line in lines)
    listed = " ".join(line.strip() for line in lines).partition(": ")[2]
    assert listed == ", ".join(names)


def test_what_people_say_stays_in_one_piece() -> None:
    text = "so many words " * 20
    assert shown(h.Said("leo", "#general", text), 40) == [f"[12:01] <leo> {text}"]


def test_marks_take_no_room_of_their_own() -> None:
    assert len(wrapped([("event", "man\u0303ana e\u0301l")], 9, 9)) == 1


def test_a_word_longer_than_a_line_is_left_whole() -> None:
    word = "x" * 300
    assert shown(h.Told(f"see {word} there"), 40) == [
        "[12:01] -- see",
        f"           {word}",
        "           there",
    ]


@pytest.mark.parametrize(
    "text", ["a" + "\u0301" * 6000 + "b" * 60, "漢" * 6000, "é " * 3000, "é" + " " * 60000]
)
def test_each_sign_is_looked_at_a_few_times(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    def counted(sign: str) -> int:
        nonlocal looks
        looks += 1
        return columns_of_sign(sign)

    columns_of_sign = wrapping._columns_of
    monkeypatch.setattr(wrapping, "_columns_of", counted)
    lines = wrapped([("event", text)], 60, 60, breaks_words=True)
    shown = "".join(piece for line in lines for _style, piece in line)
    assert shown.replace(" ", "") == text.replace(" ", "")
    wrapping.fitted(text, 60)
    assert looks <= 5 * len(text)


def test_spaces_within_a_line_stay_as_they_are() -> None:
    assert wrapped([("event", "a    b   c")], 6, 6) == [[("event", "a    b")], [("event", "c")]]


def test_a_nick_keeps_its_colour_on_the_next_line() -> None:
    first, second = shown(h.Named("#general", ("leo", "ana")), 31, MANY)
    assert "38;5" in first
    assert "\x1b[38;5" in second


@pytest.mark.usefixtures("_each_language")
def test_help_fits_eighty_columns() -> None:
    lines: list[str] = []
    screen = Screen(lines.append, Paint(), lambda: NOON, columns=lambda: 80)
    for sentence in list_commands(Conversation(Chat().line), ""):
        screen.tell(sentence)
    assert [line for line in lines if len(line) >= 80 or "\n" in line] == []
