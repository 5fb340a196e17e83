"""Who calls is led to the reception. Sockets to listen on come from outside."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Final, Protocol

from mensajeria.net.accepting import accept
from mensajeria.net.doors import Door, NoHttpHere, NoTlsHere
from mensajeria.net.hub import Hub
from mensajeria.net.reception import Reception

DOORS: Final[tuple[Door, ...]] = (NoTlsHere(), NoHttpHere())


class Listener(Protocol):
    """What accepts on one socket until it is closed, and the socket with it."""

    def close(self) -> None: ...


async def listen(
    hub: Hub, sockets: Sequence[socket.socket], doors: Sequence[Door] = DOORS
) -> list[Listener]:
    """Let people in by these bound sockets."""
    return [await accept(hub.loop, each, lambda: Reception(hub, doors)) for each in sockets]
