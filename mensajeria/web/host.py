"""`found_at`: by which address a browser came to us (RFC 9110, 7.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv6Address
from typing import Final

HOST: Final = re.compile(
    r"(?:\[(?P<v6>[0-9A-Fa-f:.]{2,45})\]|(?P<name>[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})))"
    r"(?::(?P<port>[0-9]{1,5}))?"
)


def found_at(fields: Sequence[str]) -> tuple[str, int | None]:
    """Host (without brackets) and port (None: that of the scheme) of all fields Host that came.

    Raises ValueError unless there is exactly one, and nothing in it that is not an address.
    """
    (field,) = fields
    parts = HOST.fullmatch(field)
    if parts is None:
        raise ValueError(field)
    port = int(parts["port"]) if parts["port"] else None
    if port is not None and not 0 < port < 65536:
        raise ValueError(field)
    return parts["name"] or str(IPv6Address(parts["v6"])), port
