"""Where the server is, as a value: HOST, HOST:PORT, [v6]:PORT, or a link. Looks nothing up."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Final
from urllib.parse import unquote

from mensajeria.languages import _

PORT: Final = 7667
_USUAL_PORTS: Final = {"http": 80, "https": 443}
_IRC_PORTS: Final = {"irc": 6667, "ircs": 6697}
"""The usual ones of IRC (RFC 7194); ours only stands where no link says what kind it is."""

_HIGHEST_PORT: Final = 65535
_LONGEST_CHANNEL: Final = 200
"""Characters."""

_WRITTEN: Final = re.compile(
    r"(?:\[(?P<v6>[0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|(?P<host>[^\s:\[\]/@]+))(?::(?P<port>[0-9]{1,5}))?"
)


_PORT_AT_END: Final = re.compile(r":[0-9]+$")


class Security(Enum):
    """What is asked of a connection."""

    TRY = "TLS, and plain only where nobody ever heard of TLS"
    ALWAYS = "TLS or nothing"
    NEVER = "plain, since somebody asked for just that"


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
    """What somebody was given to join: where, what to say at the door, which channel ("": none)."""

    address: ServerAddress = ServerAddress()
    password: str = field(default="", repr=False)
    channel: str = ""
    security: Security = Security.TRY

    @classmethod
    def parse(cls, text: str) -> Invitation:
        """Read an address or a link for browsers, either with a code behind `#`, or a link of IRC.

        The code is in the fragment since that is what no browser sends to anybody (RFC 3986, 3.5).
        In `irc://HOST/#CHANNEL` it is the channel. Raises ValueError.
        """
        place, _sign, fragment = text.strip().partition("#")
        scheme, link, rest = place.partition("://")
        if not link:
            return cls(ServerAddress.parse(place), unquote(fragment))
        scheme = scheme.lower()
        authority, _slash, path = rest.partition("/")
        if scheme in _IRC_PORTS:
            security = Security.ALWAYS if scheme == "ircs" else Security.TRY
            where = _address(authority, _IRC_PORTS[scheme])
            return cls(where, channel=_channel(path, fragment), security=security)
        if scheme not in _USUAL_PORTS:
            raise ValueError(text)
        return cls(_address(authority, _USUAL_PORTS[scheme]), unquote(fragment))


def _address(authority: str, port: int) -> ServerAddress:
    if not _PORT_AT_END.search(authority):
        authority = f"{authority}:{port}"
    return ServerAddress.parse(authority)


def _channel(path: str, fragment: str) -> str:
    """The one that a link of IRC names: `/#x`, `/%23x`, or, as many write it, `/x`; "" for none.

    Raises ValueError for what can be none.
    """
    name = "#" + unquote(fragment) if fragment else unquote(path).partition(",")[0]
    name = name if name[:1] in ("", *"#&+!") else f"#{name}"
    if len(name) > _LONGEST_CHANNEL or not name.isprintable() or set(name) & set(" ,"):
        raise ValueError(name)
    return name


def is_loopback(host: str) -> bool:
    """Whether this is the machine itself, where nobody can stand between."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        name = host.rstrip(".").lower()
        return name == "localhost" or name.endswith(".localhost")


def not_an_address(text: str) -> str:
    """One sentence about what is none."""
    wrong = _("{0} is no address of a server; it is written HOST, HOST:PORT or [IPV6]:PORT.")
    return wrong.format(text or "''")


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True
