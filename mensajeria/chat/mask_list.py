"""`MaskList`: a channel's bans, exceptions or invitations by mask, and whom they are about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mensajeria.wire.casemapping import Folded, Glob, fold

REMEMBERED: Final = 1000
"""Verdicts that a list remembers at a time."""


class ListEntry:
    """One mask: who set it (their mask), and when (ms)."""

    __slots__ = ("at", "by", "glob", "mask")

    def __init__(self, mask: str, by: str, at: int) -> None:
        self.mask = mask
        self.by = by
        self.at = at
        self.glob = Glob(mask)


class MaskList:
    """Masks in the order in which they were set; two spellings of one mask are the same mask.

    Matching a hundred masks for each message would let one channel slow down all others, so what
    was found for a user is remembered until the list changes. A user who changes has another mask.
    """

    __slots__ = ("_entries", "_verdicts")

    def __init__(self) -> None:
        self._entries: dict[Folded, ListEntry] = {}
        self._verdicts: dict[str, bool] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[ListEntry]:
        return iter(self._entries.values())

    def __contains__(self, mask: str) -> bool:
        return fold(mask) in self._entries

    def add(self, entry: ListEntry) -> None:
        self._entries[fold(entry.mask)] = entry
        self._verdicts.clear()

    def remove(self, mask: str) -> ListEntry | None:
        """The entry that was taken out, if there was one."""
        self._verdicts.clear()
        return self._entries.pop(fold(mask), None)

    def is_about(self, who: str) -> bool:
        """Whether one of the masks matches this `nick!user@host`."""
        if not self._entries:
            return False
        verdict = self._verdicts.get(who)
        if verdict is None:
            if len(self._verdicts) >= REMEMBERED:
                self._verdicts.clear()
            verdict = any(entry.glob.matches(who) for entry in self)
            self._verdicts[who] = verdict
        return verdict
