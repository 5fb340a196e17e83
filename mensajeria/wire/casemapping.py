"""Which names are the same name, which are names at all, and masks that match them.

ASCII letters fold as CASEMAPPING=ascii says; other letters by Unicode (compatibility
normalisation and case folding, in the spirit of RFC 8265). The decision is ADR 0002.
"""

from __future__ import annotations

import unicodedata
from typing import Final, NewType

Folded = NewType("Folded", str)
"""A name as an index: two spellings of one name fold to the same. Only `fold` makes it."""

CHANTYPES: Final = "#"

# What a nick may not contain: it would be mistaken for a mask, a source, a channel, a target
# prefix or a list (Modern IRC, "Nicknames": "They MUST NOT contain any of ...").
_NOT_IN_NICK: Final = frozenset(" ,*?!@.:#&$~%+\x00\r\n\t\x07\"/<>'=;")
_NOT_FIRST_IN_NICK: Final = frozenset("0123456789-")
_NOT_IN_CHANNEL: Final = frozenset(" ,\x07\x00\r\n*?:")
_SHARED_SCRIPTS: Final = frozenset({"COMBINING", "FULLWIDTH", "HALFWIDTH", "IDEOGRAPHIC", "DIGIT"})
_TOGETHER: Final = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "BOPOMOFO"})


def fold(name: str) -> Folded:
    """The form under which a name is found."""
    if name.isascii():
        return Folded(name.lower())
    normal = unicodedata.normalize("NFKC", name).casefold()
    return Folded(unicodedata.normalize("NFKC", normal))


def is_nick(name: str, limit: int) -> bool:
    """Whether somebody may be called so. `limit` is in characters.

    Letters, digits and marks of one script; ASCII punctuation that means nothing else in IRC.
    Mixing scripts, such as a Cyrillic "а" among Latin letters, would let one pose as another.
    """
    if not _could_be_nick(name) or len(name) > limit:
        return False
    return name.isascii() or (_could_be_nick(fold(name)) and _one_script(fold(name)))


def _could_be_nick(name: str) -> bool:
    return (
        bool(name)
        and name.isprintable()
        and name[0] not in _NOT_FIRST_IN_NICK
        and _NOT_IN_NICK.isdisjoint(name)
        and unicodedata.category(name[0])[0] != "M"
        and all(unicodedata.category(c)[0] in "LNM" for c in name if not c.isascii())
    )


def is_channel(name: str, limit: int) -> bool:
    """Whether a channel may be called so. `limit` is in characters."""
    return (
        1 < len(name) <= limit
        and name[0] in CHANTYPES
        and _NOT_IN_CHANNEL.isdisjoint(name)
        and name.isprintable()
        and (name.isascii() or _NOT_IN_CHANNEL.isdisjoint(fold(name)))
    )


def _one_script(name: str) -> bool:
    scripts = {_script(c) for c in name if c.isalpha()} - _SHARED_SCRIPTS
    return len(scripts) <= 1 or scripts <= _TOGETHER


def _script(letter: str) -> str:
    """The first word of the character's Unicode name, which for letters is their script."""
    return unicodedata.name(letter, "?").partition(" ")[0]


class Glob:
    """A mask with `*` and `?`, matched against names in any spelling.

    Linear in the text for each `*` and without recursion, so no mask makes it slow
    (Modern IRC, "Masks").
    """

    __slots__ = ("_exact", "_mask", "mask")

    def __init__(self, mask: str) -> None:
        self.mask = mask
        self._mask = fold(mask)
        self._exact = "*" not in mask and "?" not in mask

    def matches(self, text: str) -> bool:
        subject = fold(text)
        return subject == self._mask if self._exact else _glob(self._mask, subject)


def _glob(mask: str, text: str) -> bool:
    """Greedy with one point of return: after the last `*` seen, which alone may need to grow."""
    at = here = 0
    star, retry = -1, 0
    while here < len(text):
        if at < len(mask) and mask[at] == "*":
            star, retry = at, here
            at += 1
        elif at < len(mask) and mask[at] in (text[here], "?"):
            at += 1
            here += 1
        elif star >= 0:
            at = star + 1
            retry += 1
            here = retry
        else:
            return False
    return all(c == "*" for c in mask[at:])
