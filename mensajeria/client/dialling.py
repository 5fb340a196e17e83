"""Making one TCP connection, over IPv6 or IPv4, whichever is quicker (RFC 8305)."""

from __future__ import annotations

import asyncio
from typing import Final

from mensajeria.client.address import ServerAddress

_HEAD_START: Final = 0.25
"""Seconds before the next address of a host is tried beside the one before (RFC 8305 section 5)."""


async def dial(
    address: ServerAddress, most: float, never_mind: asyncio.Event
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect within `most` seconds, unless `never_mind` is set meanwhile.

    Raises OSError or UnicodeError for what the machine says, asyncio.TimeoutError otherwise.
    """
    opening = asyncio.ensure_future(
        asyncio.open_connection(address.host, address.port, happy_eyeballs_delay=_HEAD_START)
    )
    stopped = asyncio.ensure_future(never_mind.wait())
    try:
        first = asyncio.FIRST_COMPLETED
        done, _rest = await asyncio.wait({opening, stopped}, timeout=most, return_when=first)
        if opening not in done:
            raise asyncio.TimeoutError
        return opening.result()
    finally:
        opening.cancel()
        stopped.cancel()
