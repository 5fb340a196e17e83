"""What it takes to be looked at in a browser: a door with the real site behind it."""

from __future__ import annotations

from collections.abc import Callable

from mensajeria.app.website import Website
from mensajeria.net.http.door import HttpDoor
from mensajeria.net.websocket.origins import Origins
from mensajeria.web.joining import Joining


def http_door(
    origins: Origins = Origins(local=True),  # noqa: B008 - a value that never changes
    trouble: Callable[[], str] = lambda: "",
) -> HttpDoor:
    """A server that says of itself what `invitation` says."""
    return HttpDoor(Website(invitation, trouble), origins)


def invitation(host: str, port: int, secure: bool) -> Joining:
    return Joining("plaza", host, port, secure, "", False, False, True, False, ("#general",))
