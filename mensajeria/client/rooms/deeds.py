"""What is done to messages after they were said: edits, reactions, deletions."""

from __future__ import annotations

from mensajeria.client.happenings import Reacted, Redacted, Said
from mensajeria.client.rooms.entries import Fate, Spoken

Deed = Said | Reacted | Redacted
"""Of what is said, only that which takes another message's place."""


def is_deed(happening: Deed) -> bool:
    return not isinstance(happening, Said) or bool(happening.edits)


def msgid_of(deed: Deed) -> str:
    """Which message it is done to."""
    return deed.edits if isinstance(deed, Said) else deed.msgid


def do(entry: Spoken, deed: Deed) -> bool:
    """Let a message look as it does after it. Whether it is done at all."""
    if isinstance(deed, Said):
        return _edit(entry, deed)
    if isinstance(deed, Reacted):
        entry.react(deed.sign, deed.by, taken_back=deed.taken_back)
    else:
        entry.text, entry.deleted, entry.reactions = "", True, {}
    return True


def _edit(entry: Spoken, said: Said) -> bool:
    """Only those who said it can say something else in its place."""
    if entry.by.casefold() != said.by.casefold() or entry.deleted:
        return False
    entry.text, entry.edited, entry.fate = said.text, True, Fate.SAID
    return True
