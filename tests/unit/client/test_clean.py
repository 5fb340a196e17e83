"""Nothing that steers a terminal comes through."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mensajeria.client.clean import clean

DIRECTIONS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hola", "hola"),
        ("¿qué tal, ñandú? 日本語", "¿qué tal, ñandú? 日本語"),
        ("\x1b[2J\x1b]0;title\x07", "␛[2J␛]0;title␇"),
        ("\x9b31m", "\ufffd31m"),
        ("a\rb\nc\td", "a b c d"),
        ("a\x7fb", "a\ufffdb"),
        ("a\u2028b\u2029c", "a b c"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\u2066\u2069\u200e\u200f\u061c\ufeff\u200b", ""),
        ("\x0304,12red\x03 \x034x \x03 plain", "red x  plain"),
        ("\x031,2345", "45"),
        ("\x04ff0000red\x04", "red"),
        ("👩\u200d👧 می\u200cخواهم", "👩\u200d👧 می\u200cخواهم"),
        ("half \ud83d", "half \ufffd"),
        ("no\u00a0break", "no break"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_formatting_codes_are_dropped() -> None:
    """modern.ircdocs.horse/formatting: bold, italics, underlined, struck, monospace, reverse."""
    text = "\x02bold\x0f \x1ditalic\x1d \x1funder\x1f \x16reverse\x16 \x1estruck\x1e \x11mono\x11"
    assert clean(text) == "bold italic under reverse struck mono"


@given(st.text(st.characters(codec=None)))
def test_whatever_comes_in_nothing_that_controls_goes_out(text: str) -> None:
    for character in clean(text):
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in DIRECTIONS
