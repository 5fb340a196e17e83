"""Metadata as it is shown: when it changes, and all of it to who asks (IRCv3 draft/metadata-2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.events import Event
from mensajeria.chat.metadata import AccountMetadata
from mensajeria.chat.network import Network
from mensajeria.chat.users import User
from mensajeria.engine.audience import Hall
from mensajeria.engine.channel_keeping import keep
from mensajeria.engine.release import released
from mensajeria.engine.restore import restored
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import Folded, fold
from mensajeria.wire.numerics import ERR_METADATASYNCLATER

METADATA: Final = "draft/metadata-2"
EVERYONE: Final = "*"
"""The visibility of a key that everybody may see: here, of all."""

AT_ONCE: Final = 100
"""Members of a channel whose metadata comes with the JOIN; of more it is to be asked for."""

SYNC_LATER: Final = 5
"""Seconds after which who was told to ask later should ask."""

MAX_SYNCED: Final = 5000
"""Values in one answer: more of them would be too much for a send queue."""

Pair = tuple[str, str]
Holder = User | Channel


@dataclass(slots=True)
class MetadataChanged(Event):
    """A value of a user or channel, or None from now on; `key` is that of the metadata.

    It concerns who is in `channels`, and who watches `watched`.
    """

    stored: ClassVar[bool] = False

    target: str
    key: str
    value: str | None
    channels: tuple[Folded, ...]
    watched: Folded


def metadata_line(event: MetadataChanged) -> bytes:
    value = "" if event.value is None else f" :{event.value}"
    return f":{event.by.mask} METADATA {event.target} {event.key} {EVERYONE}{value}\r\n".encode()


@released(MetadataChanged)
def release_metadata_changed(event: MetadataChanged, hall: Hall) -> None:
    """Those who subscribed to the key, but the session that did it and has its answer."""
    told = hall.hearers(event.channels)
    told.update(dict.fromkeys(hall.watchers.of(event.watched)))
    if event.watched:
        told.update(hall.sessions.get(event.by.uid, {}))
    for session in told:
        if session is not hall.origin and event.key in session.subscribed:
            hall.tell(event, session)


# Changes


def put(turn: Turn, holder: Holder, key: str, value: str | None) -> None:
    """Give a user or channel a value for the key, or none any more, and tell who cares."""
    if value is None:
        del holder.metadata[key]
    else:
        holder.metadata[key] = value
    tell(turn, holder, key, value)
    if isinstance(holder, User):
        _keep(turn, holder)
    else:
        keep(turn, holder)


def tell(turn: Turn, holder: Holder, key: str, value: str | None) -> None:
    """Show one value to those who share a channel with its holder, or watch them."""
    if isinstance(holder, User):
        name, channels, watched = holder.nick, holder.heard_in, holder.key
    else:
        name, channels, watched = holder.name, (holder.key,), fold("")
    by = turn.user.author
    turn.happened(MetadataChanged(turn.now, turn.msgid(), by, name, key, value, channels, watched))


def _keep(turn: Turn, user: User) -> None:
    """What somebody says of themselves is their account's, if they have one."""
    account = turn.network.accounts.find(user.account or "")
    if account is None or turn.engine.journal_error:  # then it is kept with the next change
        return
    if user.metadata:
        pairs = tuple(user.metadata.items())
        record = AccountMetadata(account.name, account.registered_at, pairs)
        turn.network.metadata[account.key] = record
        turn.remember(account.key, record)
    elif turn.network.metadata.pop(account.key, None) is not None:
        turn.forget(AccountMetadata, account.key)


@restored(AccountMetadata)
def restore_metadata(network: Network, record: AccountMetadata) -> None:
    network.metadata[fold(record.account)] = record


def recall(turn: Turn, user: User) -> None:
    """Give somebody what their account has kept; what they have said since then stays."""
    for key, value in turn.network.kept_metadata(user):
        if key not in user.metadata:
            user.metadata[key] = value
            tell(turn, user, key, value)


# Answers


def send_own_metadata(turn: Turn) -> None:
    """ "in a `metadata` batch with their own nick as target. If none exists, the server MUST send
    an empty batch instead"."""
    user = turn.user
    with turn.batch("metadata", user.nick):
        for key, value in user.metadata.items():
            send_value(turn, user.nick, key, value)


def send_value(turn: Turn, target: str, key: str, value: str) -> None:
    turn.send("METADATA", target, key, EVERYONE, value)


def sync(turn: Turn, target: str, holders: Iterable[Holder], keys: Iterable[str]) -> None:
    """One batch with all that these have under these keys."""
    found = list(_values(holders, list(keys)))
    with turn.batch("metadata", target):
        for name, key, value in found[:MAX_SYNCED]:
            send_value(turn, name, key, value)
    turn.searched += len(found)
    if len(found) > MAX_SYNCED:
        turn.warn("SYNC_INCOMPLETE", target, f"These were the first {MAX_SYNCED} values")


def _values(holders: Iterable[Holder], keys: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for holder in holders:
        if holder.metadata:
            name = holder.nick if isinstance(holder, User) else holder.name
            yield from ((name, key, holder.metadata[key]) for key in keys if key in holder.metadata)


def inside(turn: Turn, channel: Channel) -> Iterator[Holder]:
    """ "If the target is a channel, it also syncs the metadata for all other users in it"."""
    turn.searched += len(channel.members)
    yield channel
    for member in channel.members.values():
        user = member.user
        if user is not turn.user and policy.may_see_inside(channel, user, turn.user):
            yield user


def sync_newcomer(turn: Turn, channel: Channel) -> None:
    """What one is told of a channel that one has joined, for the keys one subscribed to.

    "the server MAY choose to respond with a `ERR_METADATASYNCLATER` numeric instead".
    """
    keys = turn.session.subscribed
    if not keys:
        return
    if len(channel.members) > AT_ONCE:
        turn.reply(ERR_METADATASYNCLATER, channel.name, str(SYNC_LATER))
    else:
        sync(turn, channel.name, inside(turn, channel), keys)
