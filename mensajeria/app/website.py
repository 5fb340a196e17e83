"""`Website`: what the port's HTTP door leads to. How to join, and whether the server is well."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from mensajeria.web.joining import Joining

if TYPE_CHECKING:
    from mensajeria.app.http_server import HttpServer

Invitation = Callable[[str, int, bool], Joining]
"""How to join by this host and port; the last is whether the browser came by https."""


class Website:
    """Starts when somebody first asks for it: that takes aiohttp, half a second of importing."""

    def __init__(self, invitation: Invitation, trouble: Callable[[], str]) -> None:
        self._invitation = invitation
        self._trouble = trouble
        self._server: HttpServer | None = None

    async def speaker(self) -> asyncio.Protocol:
        """One that speaks HTTP with one client."""
        if self._server is None:
            # In a thread: those who chat do not wait for it.
            module = await asyncio.to_thread(importlib.import_module, "mensajeria.app.http_server")
            self._server = self._server or module.HttpServer(self._invitation, self._trouble)
        return self._server.speaker()
