"""Where the server is: HOST, HOST:PORT, [v6]:PORT as a value. Nothing is looked up here."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

PORT: Final = 7667
_HIGHEST_PORT: Final = 65535
_WRITTEN: Final = re.compile(
    r"(?:\[(?P<v6>[0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|(?P<host>[^\s:\[\]/@]+))(?::(?P<port>[0-9]{1,5}))?"
)


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


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True
