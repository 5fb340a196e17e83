"""Finding a server that nobody named: on this machine, where one was last, on the local network."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from mensajeria.client.address import ServerAddress
from mensajeria.client.discovery import Found, announced
from mensajeria.client.remembered import last_server
from mensajeria.languages import _

HERE: Final = ServerAddress()
PATIENCE: Final = 2.0
"""Seconds that a place gets to take a connection; on the machine itself it takes none."""


@dataclass(frozen=True)
class Findings:
    """The servers to choose from, and, if there are none, a sentence on where they were sought."""

    servers: tuple[Found, ...]
    tried: str = ""


async def answers(address: ServerAddress) -> bool:
    """Whether something takes connections there."""
    try:
        opening = asyncio.open_connection(address.host, address.port)
        _reader, writer = await asyncio.wait_for(opening, PATIENCE)
    except (OSError, asyncio.TimeoutError, UnicodeError):
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True


async def look_around(
    last: ServerAddress | None,
    answers: Callable[[ServerAddress], Awaitable[bool]] = answers,
    announced: Callable[[], Awaitable[list[Found]]] = announced,
) -> Findings:
    """The first place of the three where there is a server. `last`: where one was last."""
    places = dict.fromkeys([HERE] if last is None else [HERE, last])
    for place in places:
        if await answers(place):
            return Findings((Found(place),))
    servers = tuple(await announced())
    return Findings(servers, "" if servers else _tried(last))


async def find_server() -> Findings:
    """The same with what is remembered of the last time."""
    return await look_around(last_server())


async def find_all() -> Findings:
    """All there are, each once: in the places where one looks first, and announced."""
    last = last_server()
    places = list(dict.fromkeys([HERE] if last is None else [HERE, last]))
    heard = asyncio.ensure_future(announced())
    there = await asyncio.gather(*map(answers, places))
    found = [Found(place) for place, answered in zip(places, there, strict=True) if answered]
    known = {each.address for each in found}
    servers = (*found, *(each for each in await heard if each.address not in known))
    return Findings(servers, "" if servers else _tried(last))


def _tried(last: ServerAddress | None) -> str:
    if last is None or last == HERE:
        return _(
            "No server was found: none answers on this machine ({0}), and none is announced on this"
            " network."
        ).format(HERE)
    return _(
        "No server was found: none answers on this machine ({0}) or where you were last ({1}), and"
        " none is announced on this network."
    ).format(HERE, last)


def one_of_several(servers: tuple[Found, ...]) -> str:
    """A sentence for where nobody can be asked which one."""
    listed = ", ".join(str(each.address) for each in servers)
    return _("Several servers were found; give one of them as ADDRESS: {0}").format(listed)
