"""Making one connection, over IPv6 or IPv4, whichever is quicker (RFC 8305), plain or with TLS."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from dataclasses import dataclass
from typing import Any, Final

from mensajeria.client.address import ServerAddress
from mensajeria.client.happenings import Happening

_HEAD_START: Final = 0.25
"""Seconds before the next address of a host is tried beside the one before (RFC 8305 section 5)."""


class Dismissed(OSError):
    """The server sent us away before it knew who we are; str() is what it said."""


@dataclass
class Opened:
    """A connection that stands, and what there is to tell of it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    news: Happening | None = None
    certified: bool = False
    """The server can see a certificate of ours."""

    async def abandon(self) -> None:
        """End it without a word."""
        cut_off(self.writer)
        with contextlib.suppress(OSError):
            await self.writer.wait_closed()


def cut_off(writer: asyncio.StreamWriter) -> None:
    """End a connection at once, if it is not over yet.

    The TLS of early Pythons 3.11, such as the one of Debian 12, fails where that is nothing to do.
    """
    with contextlib.suppress(AttributeError):
        writer.transport.abort()


async def dial(
    address: ServerAddress,
    most: float,
    never_mind: asyncio.Event,
    tls: ssl.SSLContext | None = None,
    handshake: float = 0,
) -> Opened:
    """Connect within `most` seconds, unless `never_mind` is set meanwhile.

    `tls`: with it, and a server that says nothing for `handshake` seconds then does not speak it:
    ConnectionAbortedError, or ConnectionResetError if it hangs up, or ssl.SSLError. Raises OSError
    or UnicodeError for what else the machine says, asyncio.TimeoutError otherwise.
    """
    secured: dict[str, Any] = {}
    if tls is not None:
        name = address.host.partition("%")[0]
        secured = {"ssl": tls, "server_hostname": name, "ssl_handshake_timeout": handshake}
    opening = asyncio.ensure_future(
        asyncio.open_connection(
            address.host, address.port, happy_eyeballs_delay=_HEAD_START, **secured
        )
    )
    stopped = asyncio.ensure_future(never_mind.wait())
    try:
        first = asyncio.FIRST_COMPLETED
        done, _rest = await asyncio.wait({opening, stopped}, timeout=most, return_when=first)
        if opening not in done:
            raise asyncio.TimeoutError
        return Opened(*opening.result())
    finally:
        opening.cancel()
        stopped.cancel()
