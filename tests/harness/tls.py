"""The same as `Tcp`, inside TLS on the same port."""

from __future__ import annotations

import socket

from mensajeria.net.tls_door import TlsDoor
from tests.harness.certificates import for_client, for_server
from tests.harness.tcp import Tcp


class Tls(Tcp):
    """A `Transport` whose clients believe the certificate of the tests, and no other."""

    doors = (TlsDoor(for_server(), ()),)

    def connect(self) -> socket.socket:
        return for_client().wrap_socket(super().connect(), server_hostname="localhost")
