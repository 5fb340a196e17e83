"""Who calls is let in or turned away here. Sockets to listen on come from outside."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Protocol, cast

from mensajeria.net.accepting import accept
from mensajeria.net.caller import Farewell, Peer, closing_link, say_goodbye
from mensajeria.net.doors import Door, NoHttpHere, NoTlsHere
from mensajeria.net.gatekeeper import DOORSTEP, IpAddress, TurnedAway, plain_address
from mensajeria.net.hub import Hub
from mensajeria.net.sniffer import Sniffer

DOORS: Final[tuple[Door, ...]] = (NoTlsHere(), NoHttpHere())


class Doorway(asyncio.Protocol):
    """What every new connection meets first."""

    def __init__(self, hub: Hub, doors: Sequence[Door]) -> None:
        self._hub = hub
        self._doors = doors

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport = cast(asyncio.Transport, transport)
        name = transport.get_extra_info("peername")
        if not name:  # gone before we looked
            transport.abort()
            return
        address = plain_address(name[0])
        try:
            place = self._hub.gatekeeper.admit(address)
        except TurnedAway as refusal:
            self._turn_away(transport, address, str(refusal))
            return
        _send_at_once(transport)
        sniffer = Sniffer(self._hub, Peer(address, place, self._hub.clock()), self._doors)
        sniffer.take_over(transport)

    def _turn_away(self, transport: asyncio.Transport, address: IpAddress, reason: str) -> None:
        line = closing_link(str(address), reason)
        if self._hub.gatekeeper.see_out():
            peer = Peer(address, DOORSTEP, self._hub.clock())
            Farewell(self._hub, peer, line).take_over(transport)
        else:
            say_goodbye(transport, line, close=True)


class Listener(Protocol):
    """What accepts on one socket until it is closed, and the socket with it."""

    def close(self) -> None: ...


async def listen(
    hub: Hub, sockets: Sequence[socket.socket], doors: Sequence[Door] = DOORS
) -> list[Listener]:
    """Let people in by these bound sockets."""
    return [await accept(hub.loop, each, lambda: Doorway(hub, doors)) for each in sockets]


def _send_at_once(transport: asyncio.Transport) -> None:
    """No waiting for more to send: the outboxes already gather what belongs together."""
    sock = transport.get_extra_info("socket")
    with suppress(OSError):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
