"""`Start`: what the full screen begins with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from mensajeria.client.address import Invitation
from mensajeria.client.connection import Connection
from mensajeria.client.finding import Findings


@dataclass(frozen=True)
class Start:
    """What the command line said, and how to do what it leaves open. `name`: "" for none."""

    name: str
    offered: str
    invitation: Invitation | None
    find: Callable[[], Awaitable[Findings]]
    connect: Callable[[Invitation, str], Connection]


def local_time() -> datetime:
    """Now, where this machine is."""
    return datetime.now().astimezone()
