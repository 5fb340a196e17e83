"""Channels that stay: what is kept of one while nobody is in it, and who has a standing there.

One that an account made stays with its founder, its operators, its topic and its modes; so do
those that the server has everybody join. Any other goes with its last member (Modern IRC).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mensajeria.chat.channels import Channel, Topic
from mensajeria.chat.mask_list import ListEntry
from mensajeria.chat.records import Record
from mensajeria.wire.casemapping import Folded, fold


@dataclass(frozen=True)
class KeptChannel(Record):
    """A channel without its members. Times in ms since the Unix epoch; "" for no founder.

    `topic`: text, who set it, when. `lists`: letter, mask, who set it, when. `access`: accounts
    with the member modes that they have whenever they come.
    """

    name: str
    created_at: int
    founder: str = ""
    topic: tuple[str, str, int] | None = None
    flags: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    lists: tuple[tuple[str, str, str, int], ...] = ()
    access: tuple[tuple[str, str], ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> Folded:
        return fold(self.name)


def kept(channel: Channel) -> KeptChannel:
    """What is kept of a channel as it is now."""
    topic = channel.topic
    return KeptChannel(
        channel.name,
        channel.created_at,
        channel.founder,
        (topic.text, topic.by, topic.at) if topic else None,
        "".join(sorted(channel.flags)),
        tuple(sorted(channel.parameters.items())),
        tuple(
            (letter, entry.mask, entry.by, entry.at)
            for letter, entries in channel.lists.items()
            for entry in entries
        ),
        tuple(channel.access.values()),
        tuple(channel.metadata.items()),
    )


def without_account(record: KeptChannel, account: Folded) -> KeptChannel | None:
    """What is kept of a channel when an account is gone; None: nothing, since it was its own."""
    if fold(record.founder) == account:
        return None
    access = tuple(entry for entry in record.access if fold(entry[0]) != account)
    return replace(record, access=access)


def revived(record: KeptChannel) -> Channel:
    """The channel of a record, without members."""
    channel = Channel(record.name, record.key, record.created_at)
    channel.stays = True
    channel.founder = record.founder
    channel.topic = Topic(*record.topic) if record.topic else None
    channel.flags.update(record.flags)
    channel.parameters.update(record.parameters)
    for letter, mask, by, at in record.lists:
        if letter in channel.lists:  # a mode of then may be gone
            channel.lists[letter].add(ListEntry(mask, by, at))
    channel.metadata.update(record.metadata)
    for account, modes in record.access:
        channel.set_access(account, modes)
    return channel
