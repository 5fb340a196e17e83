"""Long text is cut between words, and never within a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mensajeria.client.cutting import cut


@pytest.mark.parametrize(
    ("text", "most", "pieces"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("exactly10!", 10, ["exactly10!"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("ñññ", 4, ["ññ", "ñ"]),
        ("日本語", 4, ["日", "本", "語"]),
        (" leading", 4, [" lea", "ding"]),
        ("abce\u0301", 4, ["abc", "e\u0301"]),
    ],
)
def test_pieces(text: str, most: int, pieces: list[str]) -> None:
    assert cut(text, most) == pieces


def test_a_letter_keeps_its_marks_and_a_family_stays_together() -> None:
    family = "👩\u200d👩\u200d👧"
    assert cut(family * 2, len(family.encode()) + 3) == [family, family]


def test_a_letter_with_more_marks_than_fit_is_cut_all_the_same() -> None:
    assert "".join(cut("e" + "\u0301" * 50, 20)) == "e" + "\u0301" * 50


@given(st.text(), st.integers(4, 60))
def test_every_piece_fits_and_nothing_but_spaces_gets_lost(text: str, most: int) -> None:
    pieces = cut(text, most)
    assert all(len(piece.encode()) <= most for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
