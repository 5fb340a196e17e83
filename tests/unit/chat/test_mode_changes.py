"""Reading the changes that MODE asks for: which letter takes which parameter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mensajeria.chat.mode_changes import read
from mensajeria.chat.modes import CHANNEL_MODES, MAX_KEY, Kind, letters
from mensajeria.chat.ranks import OVER, PREFIXES, RANKS


def told(text: str, *arguments: str) -> list[tuple[str, str | None]]:
    changes, _ = read(text, arguments)
    return [("+-"[not each.adding] + each.mode.letter, each.argument) for each in changes]


@pytest.mark.parametrize(
    ("text", "arguments", "changes"),
    [
        ("+i", (), [("+i", None)]),
        ("i", (), [("+i", None)]),
        ("-i+m-t", (), [("-i", None), ("+m", None), ("-t", None)]),
        ("+ov", ("ana", "leo"), [("+o", "ana"), ("+v", "leo")]),
        ("-l+k", ("llave",), [("-l", None), ("+k", "llave")]),
        ("-k+l", ("llave", "5"), [("-k", "llave"), ("+l", "5")]),
        ("-k", (), [("-k", None)]),
        ("+b", (), [("+b", None)]),
        ("+im", ("sobra",), [("+i", None), ("+m", None)]),
        ("+++---", (), []),
        ("", (), []),
        ("+klov", (), []),
    ],
)
def test_which_parameter_belongs_to_which_letter(
    text: str, arguments: tuple[str, ...], changes: list[tuple[str, str | None]]
) -> None:
    assert told(text, *arguments) == changes


def test_unknown_letters_are_told_once_each_and_take_nothing() -> None:
    changes, unknown = read("+zozy", ["ana"])
    assert unknown == ["z", "y"]
    assert [each.argument for each in changes] == ["ana"]


@given(st.text(), st.lists(st.text(), max_size=5))
def test_anything_can_be_read(text: str, arguments: list[str]) -> None:
    changes, unknown = read(text, arguments)
    assert len(changes) + len(unknown) <= len(text)


def test_the_table_says_of_each_mode_what_it_must() -> None:
    assert letters(*Kind) == "".join(CHANNEL_MODES)
    assert sorted(letters(Kind.RANK)) == sorted(RANKS)
    assert {*OVER} == {*RANKS, ""}
    assert len(RANKS) == len(PREFIXES)
    for mode in CHANNEL_MODES.values():
        assert mode.by in RANKS
        assert mode.meaning


@pytest.mark.parametrize("key", ["", "a b", "a,b", ":a", "a\x03", "a" * (MAX_KEY + 1)])
def test_keys_that_cannot_be(key: str) -> None:
    assert CHANNEL_MODES["k"].check(key) is None


@pytest.mark.parametrize(
    ("limit", "kept"), [("007", "7"), ("0", None), ("-1", None), ("x", None), ("٣", None)]
)
def test_limits_are_numbers_above_zero(limit: str, kept: str | None) -> None:
    assert CHANNEL_MODES["l"].check(limit) == kept
    assert CHANNEL_MODES["l"].check("9" * 10) is None
