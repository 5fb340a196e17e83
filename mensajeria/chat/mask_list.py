"""`MaskList`: a channel's bans, exceptions or invitations by mask, and whom they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal

from mensajeria.chat.masks import EXTENDED
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import Folded, Glob, fold

REMEMBERED: Final = 1000
"""Verdicts that a list remembers at a time."""

Deed = Literal["join", "mute", "nick"]
"""What a mask may stand against: coming in, speaking, changing one's nick."""

_AGAINST: Final[dict[str, tuple[Deed, ...]]] = {
    "j": ("join",),
    "m": ("mute", "nick"),  # else one would speak on under another name
    "n": ("nick",),
}

Condition = Callable[[User], bool]


class ListEntry:
    """One mask: who set it (their mask), and when (ms).

    `against` has the deeds it stands against. `steady`: whether its verdict hangs on
    nothing but nick, username, host, account and real name.
    """

    __slots__ = ("against", "at", "by", "holds", "mask", "steady")

    def __init__(self, mask: str, by: str, at: int) -> None:
        self.mask = mask
        self.by = by
        self.at = at
        self.against: tuple[Deed, ...] = ("join", "mute", "nick")
        extended = EXTENDED.fullmatch(mask)
        if extended is not None and extended[1] in _AGAINST:
            self.against, mask = _AGAINST[extended[1]], extended[2]
        self.steady = not mask.startswith("~c:")
        self.holds = _condition(mask)


def _condition(mask: str) -> Condition:
    """What a mask without a restriction says of a user."""
    extended = EXTENDED.fullmatch(mask)
    if extended is None:
        glob = Glob(mask)
        return lambda user: glob.matches(user.mask)
    letter, rest = extended.groups()
    glob = Glob(rest)
    if letter == "a":
        return lambda user: user.account is not None and glob.matches(user.account)
    if letter == "r":
        return lambda user: glob.matches(user.realname)
    return lambda user: any(
        "s" not in channel.flags and glob.matches_folded(key)  # nobody is to find out by a ban
        for key, channel in user.channels.items()
    )


class MaskList:
    """Masks in the order in which they were set; two spellings of one mask are the same mask.

    Matching a hundred masks for each message would let one channel slow down all others, so what
    was found for a user is remembered until the list changes. A user who changes is another one.
    """

    __slots__ = ("_entries", "_unsteady", "_verdicts")

    def __init__(self) -> None:
        self._entries: dict[Folded, ListEntry] = {}
        self._unsteady: list[ListEntry] = []
        self._verdicts: dict[tuple[str | None, ...], bool] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[ListEntry]:
        return iter(self._entries.values())

    def __contains__(self, mask: str) -> bool:
        return fold(mask) in self._entries

    def add(self, entry: ListEntry) -> None:
        self._entries[fold(entry.mask)] = entry
        self._changed()

    def remove(self, mask: str) -> ListEntry | None:
        """The entry that was taken out, if there was one."""
        entry = self._entries.pop(fold(mask), None)
        self._changed()
        return entry

    def _changed(self) -> None:
        self._verdicts.clear()
        self._unsteady = [entry for entry in self if not entry.steady]

    def is_about(self, user: User, deed: Deed) -> bool:
        """Whether one of the masks matches this user and stands against that deed."""
        if not self._entries:
            return False
        who = (deed, user.mask, user.account, user.realname)
        verdict = self._verdicts.get(who)
        if verdict is None:
            if len(self._verdicts) >= REMEMBERED:
                self._verdicts.clear()
            steady = (entry for entry in self if entry.steady)
            verdict = self._verdicts[who] = _any_about(steady, user, deed)
        return verdict or _any_about(self._unsteady, user, deed)


def _any_about(entries: Iterable[ListEntry], user: User, deed: Deed) -> bool:
    return any(deed in each.against and each.holds(user) for each in entries)
