"""Where whoever calls comes in: judged by address, and led to the doors or turned away.

Those whom a trusted proxy brings are judged by their own address, which it says first.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import ip_address
from typing import Final, cast

from mensajeria.net.caller import Caller, Farewell, Peer, closing_link, say_goodbye
from mensajeria.net.doors import Door
from mensajeria.net.gatekeeper import DOORSTEP, IpAddress, TurnedAway, plain_address
from mensajeria.net.hub import Hub
from mensajeria.net.proxy_header import NoHeader, read
from mensajeria.net.sniffer import Sniffer

_log = logging.getLogger(__name__)

HERE: Final = ip_address("127.0.0.1")
"""The address of those who come in by a Unix socket, where there are none."""

_NOBODY: Final = asyncio.Protocol()


class Reception(asyncio.Protocol):
    """What every new connection meets first."""

    def __init__(self, hub: Hub, doors: Sequence[Door]) -> None:
        self._hub = hub
        self._doors = doors

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport = cast(asyncio.Transport, transport)
        name = transport.get_extra_info("peername")
        if _is_unix(transport):
            self._meet_trusted(transport, HERE, introduces=False)
        elif not name:  # gone before we looked
            transport.abort()
        else:
            _send_at_once(transport)
            address = plain_address(name[0])
            if self._hub.gatekeeper.is_proxy(address):
                self._meet_trusted(transport, address, introduces=True)
            else:
                self.meet(transport, address)

    def meet(self, transport: asyncio.Transport, address: IpAddress) -> None:
        """Let somebody in who calls from there, or tell them why not."""
        try:
            place = self._hub.gatekeeper.admit(address)
        except TurnedAway as refusal:
            self._turn_away(transport, address, str(refusal))
            return
        peer = Peer(address, place, self._hub.clock())
        Sniffer(self._hub, peer, self._doors).take_over(transport)

    def _meet_trusted(
        self, transport: asyncio.Transport, address: IpAddress, *, introduces: bool
    ) -> None:
        try:
            place = self._hub.gatekeeper.admit_trusted()
        except TurnedAway as refusal:
            self._turn_away(transport, address, str(refusal))
            return
        peer = Peer(address, place, self._hub.clock())
        if introduces:
            Introduction(self._hub, peer, self, self._doors).take_over(transport)
        else:
            Sniffer(self._hub, peer, self._doors).take_over(transport)

    def _turn_away(self, transport: asyncio.Transport, address: IpAddress, reason: str) -> None:
        line = closing_link(str(address), reason)
        if self._hub.gatekeeper.see_out():
            peer = Peer(address, DOORSTEP, self._hub.clock())
            Farewell(self._hub, peer, line).take_over(transport)
        else:
            say_goodbye(transport, line, close=True)


class Introduction(Caller):
    """A proxy's connection, until it has said whom it brings."""

    def __init__(self, hub: Hub, peer: Peer, reception: Reception, doors: Sequence[Door]) -> None:
        super().__init__(hub, peer)
        self._reception = reception
        self._doors = doors
        self._first = b""

    def data_received(self, data: bytes) -> None:
        self._first += data
        try:
            header = read(self._first)
        except NoHeader as error:
            _log.warning("the proxy %s was cut off: %s", self.peer.host, error)
            self.transport.abort()
            return
        if header is None:
            return
        if header.source is None:  # it speaks for itself, such as to see whether we live
            self.hand_over(Sniffer(self.hub, self.peer, self._doors))
        else:
            self._introduce(header.source)
        self._pass_on(self._first[header.size :])

    def _introduce(self, source: IpAddress) -> None:
        """From now on they are counted and judged as whom they brought."""
        self.transport.set_protocol(_NOBODY)
        self.connection_lost(None)
        self._reception.meet(self.transport, source)

    def _pass_on(self, rest: bytes) -> None:
        if rest and not self.transport.is_closing():
            cast(asyncio.Protocol, self.transport.get_protocol()).data_received(rest)


def _is_unix(transport: asyncio.Transport) -> bool:
    sock = transport.get_extra_info("socket")
    return sock is not None and sock.family == getattr(socket, "AF_UNIX", None)


def _send_at_once(transport: asyncio.Transport) -> None:
    """No waiting for more to send: the outboxes already gather what belongs together."""
    sock = transport.get_extra_info("socket")
    with suppress(OSError):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
