"""Whether multicast DNS can be tried here without leaving the machine."""

from __future__ import annotations

import socket
import struct
from functools import cache

import pytest

GROUP = "224.0.0.251"
HERE = "127.0.0.1"


@cache
def multicast_works() -> bool:
    """Whether what this machine sends to the group over loopback comes back."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.settimeout(1)
            one.bind(("", 0))
            interface = socket.inet_aton(HERE)
            member = struct.pack("4s4s", socket.inet_aton(GROUP), interface)
            one.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
            one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, interface)
            one.sendto(b"?", (GROUP, one.getsockname()[1]))
            return one.recv(1) == b"?"
    except OSError:
        return False


needs_multicast = pytest.mark.skipif(
    not multicast_works(), reason="no multicast on the loopback interface"
)
