"""Whose letters they are, and what cannot be seen, for all of Unicode."""

from __future__ import annotations

import unicodedata

import pytest

from mensajeria.wire.casemapping import fold, is_nick
from mensajeria.wire.scripts import is_one_script, without_invisible


@pytest.mark.parametrize("name", ["ana7", "Ольга_7", "e\u0301", "カタカナー々", "漢ㄅ", "٣م۴", ""])
def test_one_script(name: str) -> None:
    assert is_one_script(name)


@pytest.mark.parametrize("name", ["aа", "aα", "カ한", "ㄅカ", "a٣", "م३"])
def test_several_scripts(name: str) -> None:
    assert not is_one_script(name)


def test_what_is_drawn_as_nothing_is_left_out() -> None:
    assert without_invisible("a\u200b\u202e\u3164\ufe0f\U000e0041b") == "ab"


def test_no_format_character_is_in_a_nick() -> None:
    hidden = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"]
    assert len(hidden) > 100
    assert not [char for char in hidden if is_nick(f"añ{char}", 30)]


def test_every_character_folds_the_same_twice_and_however_it_is_composed() -> None:
    for char in map(chr, range(0x80, 0x110000)):
        if unicodedata.category(char) not in {"Cn", "Co", "Cs"}:
            folded = fold(char)
            assert fold(folded) == folded
            assert fold(unicodedata.normalize("NFD", char)) == folded
