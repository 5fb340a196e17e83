"""Message tags: escaping and keys, by the tables of the IRCv3 specification."""

from __future__ import annotations

import pytest

from mensajeria.wire.tags import escape, format_tags, is_key, parse_tags, unescape


@pytest.mark.parametrize(
    ("value", "text"),
    [(";", r"\:"), (" ", r"\s"), ("\\", "\\\\"), ("\r", r"\r"), ("\n", r"\n"), ("a=b,c", "a=b,c")],
)
def test_the_table_of_escapes(value: str, text: str) -> None:
    assert escape(value) == text
    assert unescape(text) == value


def test_a_lone_backslash_is_dropped() -> None:
    """ "If a lone \\ exists at the end of an escaped value (with no escape character following
    it), then there SHOULD be no output character." """
    assert unescape("test\\") == "test"


def test_an_invalid_escape_drops_the_backslash() -> None:
    """ "If a \\ exists with no valid escape character (for example, \\b), then the invalid
    backslash SHOULD be dropped." """
    assert unescape("\\b") == "b"


def test_missing_and_empty_values_are_the_same() -> None:
    """ "Implementations MUST interpret empty tag values (e.g. foo=) as equivalent to missing tag
    values (e.g. foo)." """
    assert parse_tags("a;b=") == {"a": "", "b": ""}


def test_the_last_of_the_same_key_wins() -> None:
    """ "implementations SHOULD disregard all but the final occurrence" """
    assert parse_tags("a=1;a=2") == {"a": "2"}


def test_formatting() -> None:
    assert format_tags({"a": "1 2", "+b/c": ""}) == r"a=1\s2;+b/c"


@pytest.mark.parametrize("key", ["a", "+a", "draft/a", "+example.com/a-b", "A1"])
def test_a_key(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "+", "a_b", "a b", "++a", "a/", "/a", "ñ", "a\n"])
def test_no_key(key: str) -> None:
    assert not is_key(key)
