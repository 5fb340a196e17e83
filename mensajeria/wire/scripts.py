"""Which writing system a letter belongs to, and what of Unicode no reader can see.

For names: what else a name may hold, and when two are the same, is in `casemapping`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Unicode's Default_Ignorable_Code_Point: drawn as nothing. Some are letters (Hangul fillers) or
# marks (variation selectors), so their category does not give them away.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

# Names of characters begin with their script, but for these.
_SCRIPT_OF: Final = {
    "ARABIC-INDIC": "ARABIC",
    "EXTENDED": "ARABIC",  # extended Arabic-Indic digits
    "IDEOGRAPHIC": "CJK",
    "KATAKANA-HIRAGANA": "KATAKANA",
}
_ANY_SCRIPT: Final = "COMBINING"

# UTS 39 section 5.1: these make one system in Japanese, Korean and Chinese.
_TOGETHER: Final = (
    frozenset({"CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"CJK", "HANGUL"}),
    frozenset({"CJK", "BOPOMOFO"}),
)


def without_invisible(text: str) -> str:
    """What is left of the text for a reader."""
    return _INVISIBLE.sub("", text)


def is_one_script(name: str) -> bool:
    """Whether all letters, digits and marks belong together; ASCII digits and signs go with any.

    A name in one script can still look like one in another ("сор", all Cyrillic, and "cop").
    """
    scripts = {_script(char) for char in name if char.isalpha() or not char.isascii()}
    scripts.discard(_ANY_SCRIPT)
    return len(scripts) <= 1 or any(scripts <= together for together in _TOGETHER)


def _script(char: str) -> str:
    first = unicodedata.name(char, "?").partition(" ")[0]
    return _SCRIPT_OF.get(first, first)
