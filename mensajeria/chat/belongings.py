"""What is remembered of an account, so that nothing of it is left for whoever has the name next."""

from __future__ import annotations

from typing import Final

from mensajeria.chat.accounts import Account
from mensajeria.chat.metadata import AccountMetadata
from mensajeria.chat.network import Network
from mensajeria.chat.ownership import KeptChannel, without_account
from mensajeria.chat.presences import Presence
from mensajeria.chat.read_markers import ReadMarker
from mensajeria.chat.records import Record
from mensajeria.chat.said_once import SaidOnce
from mensajeria.wire.casemapping import Folded, fold

Belonging = Account | AccountMetadata | Presence | ReadMarker | SaidOnce | KeptChannel

BELONGINGS: Final[tuple[type[Record], ...]] = (
    Account,
    AccountMetadata,
    Presence,
    ReadMarker,
    SaidOnce,
    KeptChannel,
)
"""The kinds of records that may be an account's or, as channels, name one."""


def key_of(record: Record) -> str:
    """Under which it is kept among its kind."""
    assert isinstance(record, Belonging)
    if isinstance(record, SaidOnce):
        return record.msgid
    return fold(record.account) if isinstance(record, AccountMetadata) else record.key


def without(record: Record, account: Folded) -> Record | None:
    """What stays of it when the account is gone; None for nothing."""
    if isinstance(record, KeptChannel):
        return without_account(record, account)
    if isinstance(record, ReadMarker | SaidOnce):
        theirs = record.owner == f"={account}"
    else:
        theirs = isinstance(record, Belonging) and key_of(record) == account
    return None if theirs else record


def take(network: Network, account: Folded) -> list[Record]:
    """Take all that is the account's alone, and itself, out of the network; gives these records.

    Channels stay as they are: who is in them hears of what becomes of those.
    """
    owner = f"={account}"
    found: list[Record | None] = [
        network.accounts.remove(account),
        network.metadata.pop(account, None),
        network.presences.pop(account, None),
        *network.read_markers.forget(owner),
        *network.said_once.forget_owner(owner),
    ]
    return [record for record in found if record is not None]
