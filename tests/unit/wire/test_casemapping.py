"""Which names are the same, which are names at all, and masks."""

from __future__ import annotations

import pytest

from mensajeria.wire.casemapping import Glob, distinct, fold, is_channel, is_nick


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "aNA"),
        ("PEÑA", "peña"),
        ("José", "José"),
        ("ＡＮＡ", "ana"),
        ("ΣΑΣ", "σας"),
        ("Straße", "STRASSE"),
        ("#\u2764\ufe0f", "#\u2764"),  # with and without a variation selector
        ("a\u00adna", "ana"),  # a soft hyphen
        ("\u212ana", "kna"),  # the Kelvin sign
    ],
)
def test_the_same_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("a[", "a{"), ("ana", "anna"), ("pena", "peña")])
def test_different_names(one: str, other: str) -> None:
    """ "`ascii`: Defines the characters `a` to `z` to be considered the lower-case equivalents of
    the characters `A` to `Z` only" (Modern IRC, CASEMAPPING)."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "nick",
    [
        "ana",
        "Ana_",
        "a[b]{c}^`|\\-1",
        "peña",
        "Ольга",
        "Ольга7",
        "李雷",
        "ひろし",
        "スーパー",
        "山田たろう",
        "金철수",
        "नमस्ते",
        "محمد٣",
        "e\u0323\u0301",
        "_",
    ],
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
        "aна",  # Latin, then Cyrillic
        "ひろ철",  # Japanese, then Korean
        "ana\u0663",  # an Arabic digit among Latin letters
        "ana\u093f",  # a Devanagari vowel among Latin letters
        "ana\u3164",  # a letter that is drawn as nothing
        "ana\u115f",
        "ana\ufe0f",  # a mark that is drawn as nothing
        "ana\U000e0100",
        "ana\u01c3",  # a letter that looks like "!"
        "ana\u02d0",  # and one like ":"
        "ana" + "\u0316" * 5,  # more marks than any writing needs
        "①ana",
        "ana²",
        "\ufdfa",  # a letter that folds to four words
        "ana/b",
        "ana(b)",
        "\u0663",
        "ana\u0085",
        "ana\u00a0",
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
    "name",
    [
        "",
        "#",
        "a",
        "&a",
        "#a b",
        "#a,b",
        "#a\x07",
        "#a*",
        "#a?",
        "#a:b",
        "#\u202e",
        "#\u3164",  # nothing that a reader could see
        "#a\uff0cb",  # folds to a comma
        "#a\u3000b",  # folds to a space
        "#\ufdfa",
        "\uff03a",  # folds to "#"
        "#" + "a" * 64,
    ],
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
        ("", "", True),
        ("", "a", False),
        ("?", "", False),
        ("?*?", "a", False),
        ("?*?", "ab", True),
        ("*a?c*", "xxabxabcx", True),
        ("cool[guy]!*@*", "cool[guy]!a@b", True),
        ("cool[guy]!*@*", "coolg!a@b", False),
        (r"a\*", "a*", True),
        (r"a\*", "ab", False),
        (r"a\?c", "a?c", True),
        (r"a\?c", "abc", False),
        (r"a\b!*", r"A\B!x", True),
        ("a\nb", "a\nb", True),
    ],
)
def test_masks(mask: str, text: str, matches: bool) -> None:
    """ "`('?', 0x3F)` to match one and only one character, and `('*', 0x2A)` to match any number
    of any characters. These two characters can be escaped using the `('\\', 0x5C)` character"
    (Modern IRC, Wildcard Expressions)."""
    assert Glob(mask).matches(text) is matches


def test_a_hostile_mask_stays_cheap() -> None:
    """With backtracking over every star this would not end in a lifetime."""
    assert not Glob("*a" * 100 + "b").matches("a" * 400)


def test_names_that_are_spelt_differently_are_the_same() -> None:
    assert distinct(["#b", "Ana", "#B", "ana", "#a"]) == ["#b", "Ana", "#a"]
    assert distinct([]) == []
