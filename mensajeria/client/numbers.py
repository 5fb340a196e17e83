"""Numbers as servers write them: one function, `number`. Pure."""

from __future__ import annotations

import re
from typing import Final, TypeVar

T = TypeVar("T")

_NUMBER: Final = re.compile("[0-9]{1,15}")
"""As many digits as any server means; Python itself refuses to read some thousands of them."""


def number(text: str, otherwise: T) -> int | T:
    """What is written there, or `otherwise` if that is no number, or none that anybody means."""
    return int(text) if _NUMBER.fullmatch(text) else otherwise
