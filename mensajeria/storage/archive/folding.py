"""Text as it is compared in a search: without case, accents and formatting, in any script.

Left out are the marks of Latin, Greek and Cyrillic letters, Hebrew points and Arabic vowels, which
people write or not. Those that make another letter (Japanese, Thai, Indic scripts) stay.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FORMATTING: Final = re.compile(  # modern.ircdocs.horse/formatting
    "\x03(?:[0-9]{1,2}(?:,[0-9]{1,2})?)?"
    "|\x04(?:[0-9A-Fa-f]{6}(?:,[0-9A-Fa-f]{6})?)?"
    "|[\x01\x02\x0f\x11\x16\x1d\x1e\x1f]"
)
_MARKS: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]")


def folded(text: str) -> str:
    """What two texts have in common that people would call the same. Line feeds and tabs stay."""
    text = _FORMATTING.sub("", text)
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFKC", _MARKS.sub("", apart)).casefold()
