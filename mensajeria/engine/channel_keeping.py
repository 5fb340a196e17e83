"""Channels that stay are remembered as they change, and come back with the server."""

from __future__ import annotations

from mensajeria.chat.channels import Channel
from mensajeria.chat.network import Network
from mensajeria.chat.ownership import KeptChannel, kept
from mensajeria.engine.restore import restored
from mensajeria.engine.turn import Turn


def keep(turn: Turn, channel: Channel) -> None:
    """Remember a channel as it is now, if it is one that stays and there is something new."""
    if not channel.stays:
        return
    record = kept(channel)
    if record != turn.network.kept.get(channel.key):
        turn.network.keep(record)
        turn.remember(channel.key, record)


def rename(turn: Turn, channel: Channel, name: str) -> None:
    """Give a channel another name; what is kept of it goes with it."""
    before = channel.key
    turn.network.rename_channel(channel, name)
    if channel.stays and channel.key != before:
        turn.network.let_go(before)
        turn.forget(KeptChannel, before)
    keep(turn, channel)


def let_go(turn: Turn, channel: Channel) -> None:
    """From now on the channel goes with its last member."""
    channel.stays = False
    channel.founder = ""
    channel.access.clear()
    turn.network.let_go(channel.key)
    turn.forget(KeptChannel, channel.key)


@restored(KeptChannel)
def restore_channel(network: Network, record: KeptChannel) -> None:
    network.keep(record)
