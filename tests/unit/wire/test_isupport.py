"""ISUPPORT tokens, there and back."""

from __future__ import annotations

from mensajeria.wire.isupport import MAX_TOKENS, format_tokens, parse_tokens


def test_thirteen_tokens_in_a_line() -> None:
    """ "the maximum number of `RPL_ISUPPORT` tokens that can be advertised is 13" (Modern IRC)."""
    lines = format_tokens({f"T{number}": None for number in range(MAX_TOKENS + 1)})
    assert [len(line) for line in lines] == [13, 1]


def test_values_are_escaped() -> None:
    r""" "escape sequences: `\x20` for the space character, `\x5C` for the backslash character
    and `\x3D` for the equal character" (Modern IRC, RPL_ISUPPORT)."""
    assert format_tokens({"NETWORK": "a b=c\\"}) == [[r"NETWORK=a\x20b\x3Dc\x5C"]]
    assert parse_tokens([r"NETWORK=a\x20b\x3dc\x5C"]) == {"NETWORK": "a b=c\\"}


def test_parameters_and_negation() -> None:
    assert parse_tokens(["A=", "B", "-C", "D=1=2"]) == {"A": "", "B": None, "-C": None, "D": "1=2"}
