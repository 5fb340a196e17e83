"""What a proxy says of the connection that it brings: HAProxy's PROXY protocol, versions 1 and 2.

https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt. Bytes in, a value out. Only where the
connection comes from is of use here; ports, destinations and TLVs are passed over.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address
from typing import Final, NamedTuple

from mensajeria.net.gatekeeper import IpAddress, plain_address

SIGNATURE: Final = b"\r\n\r\n\0\r\nQUIT\n"
V1: Final = b"PROXY "
LONGEST_V1: Final = 107
"""Bytes of a line with its CR LF ("a 108-byte buffer is always enough")."""

LONGEST_V2: Final = 4096
"""Bytes of a header with what is passed over; a sender's usual ones have less than 536."""

_FIXED: Final = 16
_LOCAL, _PROXY = 0x20, 0x21  # the version in the upper half
_UNSPECIFIED, _INET, _INET6, _UNIX = range(4)
_ADDRESSES: Final = {_UNSPECIFIED: 0, _INET: 12, _INET6: 36, _UNIX: 216}
_TRANSPORTS: Final = range(3)
_LINE: Final = re.compile(r"TCP([46]) ([0-9a-fA-F:.]+) ([0-9a-fA-F:.]+) ([0-9]{1,5}) ([0-9]{1,5})")


class NoHeader(ValueError):
    """The connection does not begin as the protocol demands; str() says how."""


class Header(NamedTuple):
    """`size`: its bytes. `source`: who is brought; None if it is the proxy itself, or unknown."""

    size: int
    source: IpAddress | None


def read(first: bytes) -> Header | None:
    """The header with which these bytes begin; None if that takes more. Raises NoHeader.

    "The receiver MUST NOT start processing the connection before it receives a complete and valid
    PROXY protocol header."
    """
    if _begins(first, SIGNATURE):
        return _read_v2(first) if len(first) >= _FIXED else None
    if _begins(first, V1):
        return _read_v1(first)
    raise NoHeader("no PROXY header")


def _begins(first: bytes, beginning: bytes) -> bool:
    """Whether it begins so, as far as it goes."""
    return first.startswith(beginning[: len(first)])


def _read_v1(first: bytes) -> Header | None:
    line, end, _rest = first[:LONGEST_V1].partition(b"\r\n")
    if not end:
        if len(first) >= LONGEST_V1:
            raise NoHeader("a line without an end")
        return None
    return Header(len(line) + 2, _source_v1(line[len(V1) :].decode("latin-1")))


def _source_v1(text: str) -> IpAddress | None:
    """ "For "UNKNOWN", the rest of the line before the CRLF may be omitted by the sender, and the
    receiver must ignore anything presented before the CRLF is found."."""
    if text == "UNKNOWN" or text.startswith("UNKNOWN "):
        return None
    found = _LINE.fullmatch(text)
    if not found or any(port != str(int(port)) or int(port) > 65535 for port in found.groups()[3:]):
        raise NoHeader("a line that cannot be understood")
    family = IPv4Address if found[1] == "4" else IPv6Address
    try:
        source, _destination = family(found[2]), family(found[3])
    except ValueError:
        raise NoHeader("an address that is none") from None
    return plain_address(str(source))


def _read_v2(first: bytes) -> Header | None:
    """ "Receivers must drop connections presenting unexpected values here", of each field."""
    command, (family, transport) = first[12], divmod(first[13], 16)
    length = int.from_bytes(first[14:_FIXED], "big")
    if command not in (_LOCAL, _PROXY):
        raise NoHeader("another version or command")
    if family not in _ADDRESSES or transport not in _TRANSPORTS:
        raise NoHeader("an unknown family of addresses")
    if command == _PROXY and length < _ADDRESSES[family]:
        raise NoHeader("an address that is cut off")
    size = _FIXED + length
    if size > LONGEST_V2:
        raise NoHeader("a header that is too long")
    if len(first) < size:
        return None
    return Header(size, _source_v2(first, family) if command == _PROXY else None)


def _source_v2(first: bytes, family: int) -> IpAddress | None:
    if family == _INET:
        return IPv4Address(first[_FIXED : _FIXED + 4])
    if family == _INET6:
        return plain_address(str(IPv6Address(first[_FIXED : _FIXED + 16])))
    return None
