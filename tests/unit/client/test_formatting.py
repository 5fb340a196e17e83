"""IRC's formatting codes, as modern.ircdocs.horse/formatting describes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mensajeria.client.clean import clean
from mensajeria.client.formatting import CODES, plain, runs


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ("\x02", "bold"),
        ("\x1d", "italic"),
        ("\x1f", "underline"),
        ("\x1e", "strike"),
        ("\x11", "code"),
        ("\x16", "reverse"),
    ],
)
def test_these_are_switched_on_and_off(code: str, look: str) -> None:
    assert runs(f"a {code}b{code} c") == [("", "a "), (look, "b"), ("", " c")]


def test_several_count_together_until_the_reset() -> None:
    text = "\x02\x0304,12a\x1fb\x02c\x0fd"
    assert runs(text) == [
        ("bold #ff0000 on #0000fc", "a"),
        ("bold underline #ff0000 on #0000fc", "b"),
        ("underline #ff0000 on #0000fc", "c"),
        ("", "d"),
    ]


def test_a_colour_has_one_or_two_digits() -> None:
    """ "The foreground color [...] one or two digits"."""
    assert runs("\x033x") == runs("\x0303x") == [("#009300", "x")]
    assert runs("\x03123") == [("#0000fc", "3")]
    assert runs("\x0316a\x0352b\x0398c") == [("#470000", "a"), ("#ff0000", "b"), ("#ffffff", "c")]


def test_a_comma_without_a_colour_behind_it_is_a_comma() -> None:
    assert runs("\x034,x") == [("#ff0000", ",x")]
    assert runs("\x034a\x03,1") == [("#ff0000", "a"), ("", ",1")]


def test_what_is_behind_stays_until_it_is_changed() -> None:
    assert runs("\x031,8a\x034b\x03c")[1:] == [("#ff0000 on #ffff00", "b"), ("", "c")]
    assert runs("\x031,8a\x031,99b")[1:] == [("#000000", "b")]
    assert runs("\x0399,8a") == [("on #ffff00", "a")]


def test_colours_in_hexadecimal() -> None:
    assert runs("\x04ff8800a") == [("#ff8800", "a")]
    assert runs("\x04ff8800,000000a\x04b") == [("#ff8800 on #000000", "a"), ("", "b")]
    assert runs("\x04ff88a") == [("", "ff88a")]


def test_each_line_begins_plain() -> None:
    assert runs("\x02one\ntwo") == [("bold", "one\n"), ("", "two")]


def test_codes_alone_are_an_empty_text() -> None:
    assert runs("\x02\x0304") == [("", "")]


SIGNS = st.text(st.sampled_from([*CODES, *"0149,afx \n"]))


@given(SIGNS)
def test_no_code_is_left(text: str) -> None:
    assert CODES.isdisjoint(plain(text))


@given(SIGNS)
def test_what_is_left_is_what_is_shown_without_colours(text: str) -> None:
    assert plain(text).replace("\n", " ") == clean(text)
