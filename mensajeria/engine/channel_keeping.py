"""Channels that stay are remembered as they change, and come back with the server."""

from __future__ import annotations

from mensajeria.chat.channels import Channel
from mensajeria.chat.network import Network
from mensajeria.chat.ownership import KeptChannel, kept, revived, without_account
from mensajeria.engine.restore import restored
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import Folded


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


def forget_account(turn: Turn, account: Folded) -> None:
    """Nobody who has an account of that name later finds channels and ranks that are not theirs."""
    network = turn.network
    turn.searched += len(network.kept)
    for record in list(network.kept.values()):
        rest = without_account(record, account)
        if rest == record:
            continue
        channel = network.find(record.name) or revived(record)
        if rest is None:
            let_go(turn, channel)
        else:
            channel.set_access(account, "")
            keep(turn, channel)


@restored(KeptChannel)
def restore_channel(network: Network, record: KeptChannel) -> None:
    network.keep(record)
