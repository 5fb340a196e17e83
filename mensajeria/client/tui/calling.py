"""Calling somebody who looks elsewhere: a notification, where the terminal shows such."""

from __future__ import annotations

from mensajeria.client.clean import clean
from mensajeria.client.rooms.entries import Spoken

_MOST = 200


def notification(spoken: Spoken) -> str:
    """OSC 9, which iTerm2, WezTerm, kitty, Windows Terminal and others show; the rest ignore it."""
    words = clean(f"{spoken.by}: {spoken.text}")[:_MOST]
    return f"\x1b]9;{words}\x1b\\"
