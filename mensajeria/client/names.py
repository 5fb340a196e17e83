"""What can be the name of somebody or of a channel, wherever one is: `is_name`. Pure."""

from __future__ import annotations

import re
from typing import Final

_NO_NAME: Final = re.compile(r":|[^\x00-\x20\x7f]*[\x00-\x20\x7f]")


def is_name(text: str) -> bool:
    """Whether a line can name it, and a terminal show it: nicks "MUST NOT start with a [...] colon
    (':', 0x3A)" (Modern IRC, "Clients"), and neither they nor channels may contain a space.
    Control characters serve nobody but those who want to be taken for somebody else.
    """
    return bool(text) and _NO_NAME.match(text) is None
