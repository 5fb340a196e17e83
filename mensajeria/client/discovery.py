"""Servers that announce themselves on the local network (DNS-SD over multicast DNS, RFC 6763)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from mensajeria.client.address import ServerAddress

if TYPE_CHECKING:
    from zeroconf import Zeroconf
    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

KIND: Final = "_mensajeria._tcp.local."
MOST_SECONDS: Final = 3.0
"""Spent on a network where nobody answers."""

MORE_SECONDS: Final = 0.8
"""Spent, once one was found, on whether there are others."""

MOST_SERVERS: Final = 50
"""Anybody can announce any number."""

_RESOLVING_MS: Final = 1500


@dataclass(frozen=True)
class Found:
    """A server that can be joined; `name` as it announces itself, "" for one that does not."""

    address: ServerAddress
    name: str = ""
    private: bool = False
    """It asks for a code or a password."""


async def announced(
    interfaces: list[str] | None = None,
    most: float = MOST_SECONDS,
    more: float = MORE_SECONDS,
) -> list[Found]:
    """Those that answer, by name. `interfaces`: addresses of those to ask on; None for all.

    Where there is no network, or none with multicast, there are none. Seconds.
    """
    try:
        zeroconf = await asyncio.to_thread(_importing)
        async with _listening(zeroconf, interfaces) as own:
            return await _Looking(own.zeroconf).look(most, more)
    except (OSError, RuntimeError):
        return []


def _listening(zeroconf: Any, interfaces: list[str] | None) -> AsyncZeroconf:
    """By IPv6 as well, unless it is told or not allowed otherwise: alone it would take IPv4."""
    from zeroconf import IPVersion

    if interfaces:
        return cast("AsyncZeroconf", zeroconf.AsyncZeroconf(interfaces=interfaces))
    try:
        return cast("AsyncZeroconf", zeroconf.AsyncZeroconf(ip_version=IPVersion.All))
    except OSError:  # there is no IPv6 here
        return cast("AsyncZeroconf", zeroconf.AsyncZeroconf())


def _importing() -> Any:
    """Late, and in a thread: somebody may be typing meanwhile."""
    from zeroconf import asyncio as zeroconf_asyncio

    logging.getLogger("zeroconf").setLevel(logging.CRITICAL)  # a person waits for one sentence
    return zeroconf_asyncio


class _Looking:
    """One look around."""

    def __init__(self, zeroconf: Zeroconf) -> None:
        self._zeroconf = zeroconf
        self._resolving: dict[str, asyncio.Task[None]] = {}
        self._found: dict[str, Found] = {}
        self._some = asyncio.Event()

    async def look(self, most: float, more: float) -> list[Found]:
        from zeroconf.asyncio import AsyncServiceBrowser

        browser = AsyncServiceBrowser(self._zeroconf, KIND, handlers=[self._heard])
        try:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._some.wait(), most)
                await asyncio.sleep(more)
        finally:
            await browser.async_cancel()
            for task in self._resolving.values():
                task.cancel()
            await asyncio.gather(*self._resolving.values(), return_exceptions=True)
        return sorted(self._found.values(), key=lambda found: found.name)

    def _heard(self, name: str, **_rest: object) -> None:
        """Called by zeroconf. What has left is not told apart: it does not answer."""
        if name not in self._resolving and len(self._resolving) < MOST_SERVERS:
            self._resolving[name] = asyncio.ensure_future(self._resolve(name))

    async def _resolve(self, name: str) -> None:
        from zeroconf.asyncio import AsyncServiceInfo

        info = AsyncServiceInfo(KIND, name)
        if await info.async_request(self._zeroconf, _RESOLVING_MS):
            found = found_in(info)
            if found is not None:
                self._found[name] = found
                self._some.set()


def found_in(info: AsyncServiceInfo) -> Found | None:
    """What a service's records say; None if they do not say where it is."""
    hosts = sorted(info.parsed_scoped_addresses(), key=lambda host: ":" in host)
    if not hosts or not info.port:
        return None
    name = info.name.removesuffix(f".{KIND}")
    facts = info.decoded_properties
    return Found(ServerAddress(hosts[0], info.port), name, facts.get("private") == "1")
