"""What somebody may read of the past: the one rule for pages, searches and redactions.

Members read their channels (all of it or, by a setting, only since they joined; nothing that was
said behind the closed doors of a channel before this one, see `chat.sealed`), and two people what
they said to each other (see `chat.places`). To all others a channel looks as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mensajeria.chat.channels import Channel
from mensajeria.chat.places import names, owners, places_of, view
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import CHANTYPES, fold


@dataclass(frozen=True)
class Target:
    """A buffer that the asker may read: its name, its places, and since when (ms)."""

    name: str
    places: tuple[str, ...]
    since: int = 0


def readable(turn: Turn, name: str) -> Target | None:
    """What the asker may read under that name; None for nothing."""
    if name[:1] not in CHANTYPES:
        return _conversation(turn, name)
    channel = turn.network.find(name)
    return _channel(turn, channel) if channel is not None else None


def readable_channels(turn: Turn) -> Iterator[Target]:
    """Those that the asker is in."""
    for channel in turn.user.channels.values():
        target = _channel(turn, channel)
        if target is not None:
            yield target


def _channel(turn: Turn, channel: Channel) -> Target | None:
    member = channel.member(turn.user)
    if member is None:
        return None
    seal = turn.network.sealed.get(channel.key)
    since = member.joined_at if turn.settings.history_since_joining else 0
    since = max(since, seal.until if seal is not None else 0)
    return Target(channel.name, places_of(turn.network, channel, turn.user), since)


def _conversation(turn: Turn, name: str) -> Target:
    """What the asker and those of that name said to each other, whoever is called so by now."""
    peer = turn.network.nicks.get(fold(name))
    known = names(peer) if peer is not None else (fold(name),)
    views = tuple(view(owner, each) for owner in owners(turn.user) for each in known)
    return Target(peer.nick if peer is not None else name, views, account_since(turn))


def account_since(turn: Turn) -> int:
    """When the asker's account was made (ms): an earlier one of that name was somebody else's."""
    account = turn.network.accounts.find(turn.user.account or "")
    return account.registered_at if account is not None else 0
