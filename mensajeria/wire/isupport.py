"""ISUPPORT tokens (005) as parameters and as a dictionary (Modern IRC, RPL_ISUPPORT)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

MAX_TOKENS: Final = 13
"""Tokens of one line: 15 parameters less the client's nick and the text."""

_ESCAPED: Final = re.compile(r"\\x([0-9A-Fa-f]{2})")
_SPECIAL: Final = re.compile(r"[\\ =\x00\r\n]")


def format_tokens(tokens: Mapping[str, str | None], per_line: int = MAX_TOKENS) -> list[list[str]]:
    """`NAME` or `NAME=value` parameters, by lines."""
    words = [
        name if value is None else f"{name}={_escape(value)}" for name, value in tokens.items()
    ]
    return [words[start : start + per_line] for start in range(0, len(words), per_line)]


def parse_tokens(params: Sequence[str]) -> dict[str, str | None]:
    """The tokens of one line; `-NAME` (no longer so) is kept with its dash and None."""
    tokens: dict[str, str | None] = {}
    for word in params:
        name, equals, value = word.partition("=")
        tokens[name] = _unescape(value) if equals else None
    return tokens


def _escape(value: str) -> str:
    """`PREFIX=(o)@` and `EXTBAN=~,a` stay as they are; what would end the token is escaped."""
    return _SPECIAL.sub(lambda found: f"\\x{ord(found[0]):02X}", value)


def _unescape(value: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
