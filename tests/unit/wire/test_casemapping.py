"""Which names are the same, which are names at all, and masks."""

from __future__ import annotations

import pytest

from mensajeria.wire.casemapping import Glob, fold, is_channel, is_nick


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ana", "aNA"), ("PEÑA", "peña"), ("José", "José"), ("ＡＮＡ", "ana"), ("ΣΑΣ", "σας")],
)
def test_the_same_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("a[", "a{"), ("ana", "anna"), ("pena", "peña")])
def test_different_names(one: str, other: str) -> None:
    """CASEMAPPING=ascii: of ASCII, "only A to Z and a to z" are equivalent."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "nick", ["ana", "Ana_", "a[b]{c}^`|\\-1", "peña", "Ольга", "李雷", "ひろし", "_"]
)
def test_a_nick(nick: str) -> None:
    assert is_nick(nick, 30)


@pytest.mark.parametrize(
    "nick",
    [
        "",
        "1ana",
        "-ana",
        "a b",
        "a,b",
        "a*",
        "a?",
        "a!b",
        "a@b",
        "a.b",
        ":a",
        "#a",
        "&a",
        "$a",
        "~a",
        "+a",
        "%a",
        "a\x07",
        "a\u200bb",  # zero width
        "a\u202eb",  # right-to-left override
        "\u0301a",  # a mark with nothing to stand on
        "аna",  # a Cyrillic а
        "ana😀",
        "a\ud800",
        "a" * 31,
    ],
)
def test_no_nick(nick: str) -> None:
    """Modern IRC: nicknames "MUST NOT contain any of ... space, comma, asterisk, question mark,
    exclamation mark, at sign", "MUST NOT start with ... dollar, colon" nor a channel type or
    prefix, "SHOULD NOT contain any dot"."""
    assert not is_nick(nick, 30)


@pytest.mark.parametrize("name", ["#a", "##", "#café", "#a/b", "#频道", "#😀"])
def test_a_channel(name: str) -> None:
    assert is_channel(name, 64)


@pytest.mark.parametrize(
    "name", ["", "#", "a", "&a", "#a b", "#a,b", "#a\x07", "#a*", "#a?", "#\u202e", "#" + "a" * 64]
)
def test_no_channel(name: str) -> None:
    assert not is_channel(name, 64)


@pytest.mark.parametrize(
    ("mask", "text", "matches"),
    [
        ("*", "", True),
        ("*!*@*", "ana!a@b", True),
        ("ANA!*@*", "ana!a@b", True),
        ("a?a", "ana", True),
        ("a?a", "aa", False),
        ("*b", "abab", True),
        ("*ab*c", "abab", False),
        ("ana", "ana", True),
        ("ana", "anab", False),
        ("*ña*", "x PEÑA y", True),
        ("a**b", "ab", True),
    ],
)
def test_masks(mask: str, text: str, matches: bool) -> None:
    assert Glob(mask).matches(text) is matches


def test_a_hostile_mask_stays_cheap() -> None:
    """With backtracking over every star this would not end in a lifetime."""
    assert not Glob("*a" * 100 + "b").matches("a" * 400)
