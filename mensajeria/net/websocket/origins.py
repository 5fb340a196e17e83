"""`Origins`: which web pages may open a WebSocket here (RFC 6455, 10.2).

A browser connects to any server for any page, and says only which page it was. Without a look at
that, every page on the internet could read along in a chat that is meant for a home.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

ORIGIN: Final = re.compile(r"(https?)://([^/?#@\s]+)", re.IGNORECASE)
DEFAULT_PORTS: Final = {"http": ":80", "https": ":443"}
LOCAL_ENDINGS: Final = (".local", ".localhost", ".lan", ".home", ".internal", ".home.arpa")
"""Names that no stranger can own (RFC 6761, RFC 6762, RFC 8375; the rest by custom)."""


@dataclass(frozen=True)
class Origins:
    """`allowed`: origins such as `https://chat.example.org`, beside the server's own.

    `local`: the server is for its local network. Then a page whose host is somebody's name in the
    public DNS is not taken for our own: its owner could have pointed that name to us only after
    the browser had fetched the page (DNS rebinding).
    """

    allowed: tuple[str, ...] = ()
    local: bool = False
    name: str = ""

    def allow(self, origin: str | None, host: str) -> bool:
        """Whether a page of this origin may come to us by this Host. None: it is no browser."""
        if origin is None or origin.lower() in (each.lower().rstrip("/") for each in self.allowed):
            return True
        parts = ORIGIN.fullmatch(origin)
        if parts is None:  # "null", and what is no web page
            return False
        port = DEFAULT_PORTS[parts[1].lower()]
        page, ours = (each.lower().removesuffix(port) for each in (parts[2], host))
        return page == ours and (not self.local or self._is_local(page))

    def _is_local(self, host: str) -> bool:
        name = re.sub(r":\d+$", "", host)
        return (
            "." not in name
            or name == self.name.lower()
            or name.endswith(LOCAL_ENDINGS)
            or _is_address(name)
        )


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
