"""`TlsDoor`: TLS on the one port. What is inside it is sniffed again, as if it had come plainly."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Final

from mensajeria.net.caller import Caller
from mensajeria.net.client_certificates import certificates_wanted
from mensajeria.net.doors import TLS_HANDSHAKE, Door, begins_with_any
from mensajeria.net.sniffer import Sniffer
from mensajeria.net.tls_transport import TlsTransport

BROWSER: Final = b"\x08http/1.1"
"""What a browser's first message has in it (ALPN, RFC 7301). Asked for a certificate, a browser
would bother its user with all those that they have for taxes and the like."""


class TlsDoor:
    """Leads to `inside`. `context` may be replaced; those who are in keep theirs."""

    def __init__(self, context: ssl.SSLContext, inside: Sequence[Door]) -> None:
        self.context = context
        self._inside = inside

    def fits(self, first: bytes) -> bool | None:
        return begins_with_any(first, (TLS_HANDSHAKE,))

    def open(self, caller: Caller, first: bytes) -> None:
        with nullcontext() if BROWSER in first else certificates_wanted(self.context):
            transport = TlsTransport(caller.transport, self.context)
        caller.transport = transport
        caller.peer.secure = True
        caller.hand_over(Sniffer(caller.hub, caller.peer, self._inside))
        transport.data_received(first)
