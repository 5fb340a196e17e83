"""Emoji by their names, in English and in the reader's language. Pure.

The names are in `emoji_names.tsv` (made by tools/emoji_names.py), which is read when the first is
looked for.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from mensajeria.languages import WRITTEN_IN, in_use

MOST: Final = 40
_NAMES: Final = Path(__file__).with_name("emoji_names.tsv")


def named(words: str) -> list[tuple[str, str]]:
    """Emoji of which a name begins so, or has a word that does: (name, sign), the nearest first.

    Without regard to case and accents; a space is as good as "_". The name is the one that fits.
    """
    wanted = _folded(words)
    fitting = sorted(
        (not folded.startswith(wanted), len(folded), name, sign)
        for folded, name, sign in _names(in_use())
        if folded.startswith(wanted) or f"_{wanted}" in folded
    )
    nearest: dict[str, str] = {}
    for _later, _length, name, sign in fitting if wanted else ():
        nearest.setdefault(sign, name)
    return [(name, sign) for sign, name in nearest.items()][:MOST]


def name_of(sign: str) -> str:
    """What a sign is called in the reader's language; "" for none that is known."""
    return next((name for _f, name, each in reversed(_names(in_use())) if each == sign), "")


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold().strip())
    return "".join(each for each in letters if not unicodedata.combining(each)).replace(" ", "_")


@cache
def _names(language: str) -> list[tuple[str, str, str]]:
    """Every name there is, as (folded, name, sign)."""
    found = []
    for line in _NAMES.read_text(encoding="utf-8").splitlines():
        sign, english, spanish = line.split("\t")
        names = english if language == WRITTEN_IN else f"{english} {spanish}"
        found += [(_folded(name), name, sign) for name in names.split()]
    return found
