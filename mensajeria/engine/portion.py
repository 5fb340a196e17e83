"""As many of an answer's lines as go into one answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

ROOM: Final = 512 * 1024
"""Bytes of a page, or else a long one of long lines would break the send queue; the rest can be
asked for as the next page."""


def fitting(lines: Sequence[bytes], *, newest: bool) -> Sequence[bytes]:
    """As many as fit, from the end from which they were counted."""
    size, fit = 0, 0
    for line in reversed(lines) if newest else lines:
        size += len(line)
        if size > ROOM:
            break
        fit += 1
    return lines[len(lines) - fit :] if newest else lines[:fit]
