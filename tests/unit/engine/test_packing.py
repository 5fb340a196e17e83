"""Words into lines."""

from __future__ import annotations

from mensajeria.engine.packing import packed


def test_words_that_fit_make_one_line() -> None:
    assert list(packed(["ana", "leo"], 7)) == ["ana leo"]


def test_a_line_is_never_longer_than_the_room() -> None:
    assert list(packed(["ana", "leo"], 6)) == ["ana", "leo"]


def test_room_is_counted_in_bytes() -> None:
    assert list(packed(["ñu", "ñu"], 6)) == ["ñu", "ñu"]
    assert list(packed(["ñu", "ñu"], 7)) == ["ñu ñu"]


def test_a_word_longer_than_the_room_stands_alone() -> None:
    assert list(packed(["a", "bbbbbb", "c"], 3)) == ["a", "bbbbbb", "c"]


def test_no_words_no_lines() -> None:
    assert list(packed([])) == []
