"""`Questions`: what a connection cannot decide by itself, and whom to ask."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from mensajeria.client.login import Password


async def nobody_to_ask(*_about: str) -> None:
    """The answer of those who cannot be asked anything."""


@dataclass
class Questions:
    """Whom to ask for another name (nick, why), or for what logs us in as whom it belongs to; for
    the server's password (why not the one it was given, or ""); and for another login where the
    last was wrong (account, why). None: no answer.
    """

    name: Callable[[str, str], Awaitable[str | Password | None]] = nobody_to_ask
    password: Callable[[str], Awaitable[str | None]] = nobody_to_ask
    login: Callable[[str, str], Awaitable[Password | None]] = nobody_to_ask
