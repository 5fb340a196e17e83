"""Where the server is: HOST, HOST:PORT, [v6]:PORT as a value. Nothing is looked up here."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

PORT: Final = 7667
_USUAL_PORTS: Final = {"http": 80, "https": 443}
_HIGHEST_PORT: Final = 65535
_WRITTEN: Final = re.compile(
    r"(?:\[(?P<v6>[0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|(?P<host>[^\s:\[\]/@]+))(?::(?P<port>[0-9]{1,5}))?"
)


_PORT_AT_END: Final = re.compile(r":[0-9]+$")


@dataclass(frozen=True)
class ServerAddress:
    """A host name or IP address, and a TCP port."""

    host: str = "127.0.0.1"
    port: int = PORT

    @classmethod
    def parse(cls, text: str) -> ServerAddress:
        """Read HOST, HOST:PORT, [v6], [v6]:PORT or a bare IPv6 address. ValueError for others."""
        text = text.strip()
        if _is_ipv6(text):
            return cls(text)
        found = _WRITTEN.fullmatch(text)
        port = int(found["port"] or PORT) if found else 0
        if found is None or not 0 < port <= _HIGHEST_PORT:
            raise ValueError(text)
        if found["v6"] and not _is_ipv6(found["v6"]):
            raise ValueError(text)
        return cls(found["v6"] or found["host"], port)

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Invitation:
    """What somebody was given to join: where, and what to say at the door ("" for nothing)."""

    address: ServerAddress = ServerAddress()
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, text: str) -> Invitation:
        """Read an address or a link for browsers, either with a code behind `#`.

        The code is in the fragment since that is what no browser sends to anybody (RFC 3986, 3.5).
        Raises ValueError.
        """
        place, _sign, code = text.strip().partition("#")
        scheme, link, rest = place.partition("://")
        if not link:
            return cls(ServerAddress.parse(place), unquote(code))
        port = _USUAL_PORTS.get(scheme.lower())
        authority = rest.partition("/")[0]
        if port is None:
            raise ValueError(text)
        if not _PORT_AT_END.search(authority):
            authority = f"{authority}:{port}"
        return cls(ServerAddress.parse(authority), unquote(code))


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True
