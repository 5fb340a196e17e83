"""Which names are the same name, which are names at all, and masks that match them.

ASCII letters fold as CASEMAPPING=ascii says; other letters by Unicode (compatibility
normalisation and case folding, in the spirit of RFC 8265). The decision is ADR 0002.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NewType

from mensajeria.wire.scripts import is_one_script, without_invisible

Folded = NewType("Folded", str)
"""A name as an index: two spellings of one name fold to the same. Only `fold` makes it."""

CHANTYPES: Final = "#"

# RFC 2812 section 2.3.1, "nickname"; Modern IRC forbids no less. So no nick can be mistaken for a
# mask, a source, a channel, a member prefix or a list.
_ASCII_IN_NICK: Final = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-[]\\`_^{|}"
)
_NOT_FIRST_IN_NICK: Final = frozenset("0123456789-")
_LETTERS_DIGITS_MARKS: Final = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Mn", "Mc"})
_FIRST_IN_NICK: Final = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo"})
# Letters that look like "|", "!" and ":", which part a nick from what follows it.
_POSING: Final = frozenset("ǀǁǂǃːˑ")
_HEAP_OF_MARKS: Final = 5  # marks above each other: more than any writing needs (UTS 39)

# RFC 2812 section 2.3.1, "chanstring", and what makes a mask.
_NOT_IN_CHANNEL: Final = frozenset(" ,\x07\x00\r\n*?:")


def fold(name: str) -> Folded:
    """The form under which a name is found. What no reader can see makes no difference."""
    if name.isascii():
        return Folded(name.lower())
    normal = unicodedata.normalize("NFKC", without_invisible(name)).casefold()
    return Folded(unicodedata.normalize("NFKC", normal))


def distinct(names: Iterable[str]) -> list[str]:
    """Each name once, in order, as it is spelt first."""
    found: dict[Folded, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return list(found.values())


def is_nick(name: str, limit: int) -> bool:
    """Whether somebody may be called so. `limit` is in characters.

    Letters, digits and marks of one script, and the ASCII signs that mean nothing else in IRC.
    Mixing scripts, such as a Cyrillic "а" among Latin letters, would let one pose as another.
    """
    if len(name) > limit or not _spells_nick(name):
        return False
    if name.isascii():
        return True
    folded = fold(name)
    return without_invisible(name) == name and _spells_nick(folded) and is_one_script(folded)


def _spells_nick(name: str) -> bool:
    if not name or name[0] in _NOT_FIRST_IN_NICK:
        return False
    if name.isascii():
        return _ASCII_IN_NICK.issuperset(name)
    return (
        (name[0].isascii() or unicodedata.category(name[0]) in _FIRST_IN_NICK)
        and all(_may_be_in_nick(char) for char in name)
        and not _has_heap_of_marks(name)
    )


def _may_be_in_nick(char: str) -> bool:
    if char.isascii():
        return char in _ASCII_IN_NICK
    return unicodedata.category(char) in _LETTERS_DIGITS_MARKS and char not in _POSING


def _has_heap_of_marks(name: str) -> bool:
    kinds = "".join("m" if unicodedata.category(char) == "Mn" else "." for char in name)
    return "m" * _HEAP_OF_MARKS in kinds


def is_channel(name: str, limit: int) -> bool:
    """Whether a channel may be called so. `limit` is in characters."""
    return (
        len(name) <= limit
        and _spells_channel(name)
        and (name.isascii() or _spells_channel(fold(name)))
    )


def _spells_channel(name: str) -> bool:
    return (
        len(name) > 1
        and name[0] in CHANTYPES
        and _NOT_IN_CHANNEL.isdisjoint(name)
        and name.isprintable()
    )


_TOKEN: Final = re.compile(r"\\[*?]|.", re.DOTALL)


class Glob:
    r"""A mask with `*` and `?`, matched against names in any spelling, or folded already.

    `\*` and `\?` stand for the signs themselves (Modern IRC, "Wildcard Expressions"). Every
    place in the mask that the text read so far could have led to is one bit, and all of them step
    together: one step for each character, whatever the mask. Before that, what cannot match is
    sorted out in a fraction of the time: the literal parts must be there, one after the other.
    """

    __slots__ = ("_any_char", "_end", "_literals", "_stays", "_steps", "mask")

    def __init__(self, mask: str) -> None:
        self.mask = mask
        self._any_char = 0  # places that a character not named in the mask leads on from: "?"
        self._stays = 0  # places where any character may be skipped: before which "*" stands
        places: dict[str, int] = {}
        place = 1
        tokens = _TOKEN.findall(fold(mask))
        self._literals = _literals(tokens)
        for token in tokens:
            if token == "*":
                self._stays |= place
                continue
            if token == "?":
                self._any_char |= place
            else:
                places[token[-1]] = places.get(token[-1], 0) | place
            place <<= 1
        self._end = place
        self._steps = {char: here | self._any_char for char, here in places.items()}

    def matches(self, text: str) -> bool:
        return self.matches_folded(fold(text))

    def matches_folded(self, text: Folded) -> bool:
        """The same for who keeps the folded form: a search through everybody folds nothing."""
        found = 0
        for literal in self._literals:
            found = text.find(literal, found) + len(literal)
            if found < len(literal):
                return False
        return self._steps_through(text)

    def _steps_through(self, text: Folded) -> bool:
        steps, any_char, stays = self._steps, self._any_char, self._stays
        at = 1
        for char in text:
            at = (at & stays) | (at & steps.get(char, any_char)) << 1
            if not at:
                return False
        return at & self._end != 0


def _literals(tokens: list[str]) -> tuple[str, ...]:
    """What stands between the wildcards of a mask, in order."""
    marked = "".join("\0" if token in ("*", "?") else token[-1] for token in tokens)
    return tuple(filter(None, marked.split("\0")))
