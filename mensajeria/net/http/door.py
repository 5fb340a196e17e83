"""`HttpDoor`: browsers, scripts and WebSockets on the one port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mensajeria.net.caller import Caller
from mensajeria.net.doors import HTTP_METHODS, begins_with_any
from mensajeria.net.http.exchange import Speaker
from mensajeria.net.http.head import HttpHead
from mensajeria.net.hub import Hub
from mensajeria.net.websocket.origins import Origins

if TYPE_CHECKING:
    from mensajeria.net.websocket.entrance import Entrance


class Site(Protocol):
    """What there is to see in a browser; made by those who know it."""

    async def speaker(self) -> Speaker:
        """One more of them, for one client."""


class HttpDoor:
    """Leads to a site, or to IRC over WebSocket. `origins` may be replaced."""

    def __init__(self, site: Site, origins: Origins) -> None:
        self.site = site
        self.origins = origins
        self._entrance: Entrance | None = None

    def fits(self, first: bytes) -> bool | None:
        return begins_with_any(first, HTTP_METHODS)

    def open(self, caller: Caller, first: bytes) -> None:
        head = HttpHead(caller.hub, caller.peer, self)
        caller.hand_over(head)
        head.data_received(first)

    def entrance(self, hub: Hub) -> Entrance:
        """Where WebSockets come in, one for all of them: they share what is made once."""
        if self._entrance is None:
            from mensajeria.net.websocket.entrance import Entrance  # late: 40 ms

            self._entrance = Entrance(hub)
        return self._entrance
