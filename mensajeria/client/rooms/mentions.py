"""Whether a text calls somebody by name."""

from __future__ import annotations

import re
from typing import Final

_PART_OF_NAMES: Final = r"[\w`^{}\[\]\\|-]"


def mentions(text: str, nick: str) -> bool:
    """Whether the nick stands in the text as a word of its own, in whatever case."""
    if not nick or nick.casefold() not in text.casefold():
        return False
    alone = rf"(?<!{_PART_OF_NAMES}){re.escape(nick)}(?!{_PART_OF_NAMES})"
    return re.search(alone, text, re.IGNORECASE) is not None
