"""What the server remembered comes back into the network at its start, a function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from mensajeria.chat.network import Network
from mensajeria.chat.records import Record, Recorded
from mensajeria.engine.audience import Hall
from mensajeria.engine.release import released

Restore = Callable[[Network, Any], None]
"""(network, record): put it where it was."""

Kept = Iterable[Record]

RESTORES: Final[dict[type[Record], Restore]] = {}

Made = TypeVar("Made", bound=Restore)


def restored(kind: type[Record]) -> Callable[[Made], Made]:
    """Register how a kind of records comes back. Names are folded anew: Unicode moves on."""

    def register(restore: Made) -> Made:
        RESTORES[kind] = restore
        return restore

    return register


def restore(network: Network, kept: Kept) -> None:
    """Put everything back, in the order given."""
    for record in kept:
        RESTORES[type(record)](network, record)


@released(Recorded)
def release_recorded(event: Recorded, hall: Hall) -> None:
    """Nobody is shown what is remembered; it only has to be stored before its turn is."""
