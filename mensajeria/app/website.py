"""`Website`: what the port's HTTP door leads to. How to join, and whether the server is well."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from mensajeria.app.configuration import Configuration
from mensajeria.net.http.exchange import Speaker
from mensajeria.net.websocket.origins import Origins
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

    async def speaker(self) -> Speaker:
        """One that speaks HTTP with one client."""
        if self._server is None:
            # In a thread: those who chat do not wait for it.
            module = await asyncio.to_thread(importlib.import_module, "mensajeria.app.http_server")
            if self._server is None:  # nobody else was faster meanwhile
                self._server = module.HttpServer(self._invitation, self._trouble)
        return self._server.speaker()


def invitation(
    configuration: Configuration, fingerprint: str, host: str, port: int, secure: bool
) -> Joining:
    """What the page says of the server with these settings, to one who found it there."""
    return Joining(
        network=configuration.server.network,
        host=host,
        port=port,
        secure=secure,
        fingerprint=fingerprint,
        password=bool(configuration.password),
        code=configuration.private,
        local=configuration.access == "lan",
        text=configuration.doors.text,
        channels=configuration.channels.autojoin,
    )


def origins_of(configuration: Configuration) -> Origins:
    """Which web pages may open a WebSocket."""
    local = configuration.access == "lan"
    return Origins(configuration.web.origins, local, configuration.server.name)
