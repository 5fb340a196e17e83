"""`Sealed`: what was said behind closed doors stays there when the channel has gone.

A channel that nobody owns is forgotten with its last member, and with it that it asked for a key
or an invitation. Whoever makes a new one of that name must not find what was said in the old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from mensajeria.chat.channels import Channel
from mensajeria.chat.records import Record

MOST: Final = 10_000
"""Channels remembered so; the oldest give way."""


@dataclass(frozen=True, slots=True)
class Sealed(Record):
    """Whether the channel is `closed` now, and `until` when (ms) its history is nobody's."""

    key: str
    closed: bool
    until: int = 0


Change = tuple[str, Sealed | None]
"""A channel's key, and what is to be remembered of it from now on."""


def when_modes_change(sealed: Mapping[str, Sealed], channel: Channel) -> list[Change]:
    """What its modes make of it. Channels that stay keep their modes, and need no seal."""
    closed = not channel.stays and ("i" in channel.flags or channel.password is not None)
    before = sealed.get(channel.key) or Sealed(channel.key, False)
    if closed is before.closed:
        return []
    return _made_room(sealed, replace(before, closed=closed))


def when_made(sealed: Mapping[str, Sealed], channel: Channel, now: int) -> list[Change]:
    """A channel of that name is made anew."""
    before = sealed.get(channel.key)
    if before is None or not before.closed:
        return []
    return _made_room(sealed, Sealed(channel.key, False, now))


def _made_room(sealed: Mapping[str, Sealed], change: Sealed) -> list[Change]:
    if not change.closed and not change.until:
        return [(change.key, None)]
    surplus = [] if change.key in sealed or len(sealed) < MOST else [next(iter(sealed))]
    return [*((key, None) for key in surplus), (change.key, change)]
