"""Message tags as text and as a dictionary (IRCv3 message-tags)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_ESCAPES: Final = {";": r"\:", " ": r"\s", "\\": "\\\\", "\r": r"\r", "\n": r"\n"}
_MEANINGS: Final = {":": ";", "s": " ", "\\": "\\", "r": "\r", "n": "\n"}
_SPECIAL: Final = re.compile(r"[; \\\r\n]")
_ESCAPED: Final = re.compile(r"\\(.?)", re.DOTALL)
_KEY: Final = re.compile(r"\+?(?:[A-Za-z0-9.-]+/)?[A-Za-z0-9-]+\Z")
_ENDS_KEY: Final = re.compile(r"[; =\x00\r\n]")


def escape(value: str) -> str:
    """A tag's value as it stands in a line."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], value)


def unescape(value: str) -> str:
    """What an escaped value means; a backslash before any other character is dropped.

    "If a lone \\ exists at the end of an escaped value (with no escape character following it),
    then there SHOULD be no output character."
    """
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: _MEANINGS.get(found[1], found[1]), value)


def is_key(key: str) -> bool:
    """Whether a tag key follows the grammar, `[+][vendor.tld/]name`."""
    return _KEY.match(key) is not None


def parse_tags(text: str) -> dict[str, str]:
    """The tags of a line, without the "@". No value is the empty one; the last of a key wins.

    Any key is accepted, since "Full tag names, including any vendor prefixes MUST be treated as an
    opaque identifier"; who relays a stranger's tags asks `is_key` first.
    """
    tags: dict[str, str] = {}
    for piece in text.split(";"):
        key, _, value = piece.partition("=")
        if key:
            tags[key] = unescape(value)
    return tags


def format_tags(tags: Mapping[str, str]) -> str:
    """Tags as they stand in a line, without the "@". ValueError for a key that no line can hold."""
    for key in tags:
        if not key or _ENDS_KEY.search(key):
            raise ValueError(f"not a tag key: {key!r}")
    return ";".join(f"{key}={escape(value)}" if value else key for key, value in tags.items())
