"""`Start`: what the full screen begins with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from mensajeria.client.address import Invitation
from mensajeria.client.beginning import Beginning
from mensajeria.client.connection import Connection
from mensajeria.client.finding import Findings


@dataclass(frozen=True)
class Start:
    """What the command line said, and how to do what it leaves open. `name`: "" for none.

    `find` looks for one server to begin with, `find_more` for all there are. `connect` does as the
    command line said; `connect_also` is for servers of which that said nothing, such as those that
    were open at the end and are `reopened`.
    """

    name: str
    offered: str
    invitations: tuple[Invitation, ...]
    find: Callable[[], Awaitable[Findings]]
    find_more: Callable[[], Awaitable[Findings]]
    connect: Callable[[Beginning], Connection]
    connect_also: Callable[[Beginning], Connection]
    reopened: tuple[Beginning, ...] = ()


def local_time() -> datetime:
    """Now, where this machine is."""
    return datetime.now().astimezone()
