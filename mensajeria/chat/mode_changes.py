"""Reading `+ov-b ana leo *!*@x` and applying it to a channel (Modern IRC, "MODE message")."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mensajeria.chat.channels import Channel
from mensajeria.chat.mask_list import ListEntry
from mensajeria.chat.masks import complete
from mensajeria.chat.modes import CHANNEL_MODES, ChannelMode, Kind
from mensajeria.chat.network import Network
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import fold

HIDDEN: Final = "*"
"""Stands for a key where it need not be known."""


@dataclass(frozen=True)
class Change:
    """One letter of a MODE command with its parameter, if it has one."""

    adding: bool
    mode: ChannelMode
    argument: str | None

    @property
    def is_question(self) -> bool:
        """ "If a type A mode has been sent without an argument, the contents of the list"."""
        return self.mode.kind is Kind.LIST and self.argument is None

    @property
    def is_moot(self) -> bool:
        """Without the parameter it needs: "the server MUST ignore that mode"."""
        if self.argument is not None:
            return False
        kind = self.mode.kind
        return kind is Kind.RANK or (self.adding and kind in (Kind.KEY, Kind.SETTING))


@dataclass(frozen=True)
class Circumstances:
    """Who changes it, when (ms), and how many masks a list may hold."""

    network: Network
    by: User
    at: int
    list_limit: int


def read(text: str, arguments: Sequence[str]) -> tuple[list[Change], list[str]]:
    """The changes that a command asks for, and the letters that are no mode (each once)."""
    left = deque(arguments)
    changes: list[Change] = []
    unknown: dict[str, None] = {}
    adding = True
    for letter in text:
        if letter in "+-":
            adding = letter == "+"
        elif letter in CHANNEL_MODES:
            mode = CHANNEL_MODES[letter]
            argument = left.popleft() if left and _takes_argument(mode.kind, adding) else None
            changes.append(Change(adding, mode, argument))
        else:
            unknown[letter] = None
    return [change for change in changes if not change.is_moot], list(unknown)


def _takes_argument(kind: Kind, adding: bool) -> bool:
    return kind in (Kind.LIST, Kind.KEY, Kind.RANK) or (kind is Kind.SETTING and adding)


def apply(channel: Channel, change: Change, now: Circumstances) -> tuple[str, ...] | None:
    """Make the change: its parameters as everybody is told, or None when it changed nothing.

    Raises Refused for a parameter that cannot be: NO_SUCH_NICK, NOT_IN_CHANNEL, LIST_FULL,
    BAD_MODE_PARAMETER. Whether `now.by` may do it was asked before (`policy.may_change_modes`).
    """
    kind = change.mode.kind
    if kind is Kind.FLAG:
        return _flag(channel, change)
    if kind is Kind.LIST:
        return _list(channel, change, now)
    if kind is Kind.RANK:
        return _rank(channel, change, now)
    return _setting(channel, change)


def _flag(channel: Channel, change: Change) -> tuple[str, ...] | None:
    letter = change.mode.letter
    if change.adding == (letter in channel.flags):
        return None
    (channel.flags.add if change.adding else channel.flags.remove)(letter)
    return ()


def _setting(channel: Channel, change: Change) -> tuple[str, ...] | None:
    mode, parameters = change.mode, channel.parameters
    if not change.adding:
        if parameters.pop(mode.letter, None) is None:
            return None
        return (HIDDEN,) if mode.kind is Kind.KEY else ()
    value = mode.check(change.argument or "")
    if value is None:
        raise _bad(channel, change, mode.wants)
    if parameters.get(mode.letter) == value:
        return None
    parameters[mode.letter] = value
    return (value,)


def _list(channel: Channel, change: Change, now: Circumstances) -> tuple[str, ...] | None:
    mask = complete(change.argument or "")
    if mask is None:
        raise _bad(
            channel, change, "A mask has the form nick!user@host, or ~a:account and the like"
        )
    entries = channel.lists[change.mode.letter]
    if not change.adding:
        entry = entries.remove(mask)
        return None if entry is None else (entry.mask,)
    if mask in entries:
        return None
    if len(entries) >= now.list_limit:
        raise Refused(Reason.LIST_FULL, channel.name, change.mode.letter, mask)
    entries.add(ListEntry(mask, now.by.mask, now.at))
    return (mask,)


def _rank(channel: Channel, change: Change, now: Circumstances) -> tuple[str, ...] | None:
    """What an account is given it has again whenever it comes, as long as the list has room."""
    target = now.network.user(change.argument or "")
    member = channel.member(target)
    if member is None:
        raise Refused(Reason.NOT_IN_CHANNEL, target.nick, channel.name)
    changed = (member.grant if change.adding else member.revoke)(change.mode.letter)
    if changed and channel.stays and target.account is not None:
        known = fold(target.account) in channel.access
        if known or len(channel.access) < now.list_limit:
            channel.set_access(target.account, member.modes)
    return (target.nick,) if changed else None


def _bad(channel: Channel, change: Change, why: str) -> Refused:
    about = (channel.name, change.mode.letter, change.argument or "", why)
    return Refused(Reason.BAD_MODE_PARAMETER, *about)
