"""Why there is no connection, as one sentence in the person's language."""

from __future__ import annotations

import asyncio
import errno
import re
import socket
import ssl

from mensajeria.client.dialling import Dismissed
from mensajeria.client.endings import in_words
from mensajeria.languages import _

_NOBODY_THERE = frozenset({errno.ECONNREFUSED, getattr(errno, "WSAECONNREFUSED", 0)} - {0})
_NO_WAY_THERE = frozenset(
    {
        errno.ENETUNREACH,
        errno.EHOSTUNREACH,
        errno.EADDRNOTAVAIL,
        errno.ENETDOWN,
        getattr(errno, "WSAENETUNREACH", 0),
        getattr(errno, "WSAEHOSTUNREACH", 0),
    }
    - {0}
)
_CUT = frozenset({errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED})


_CLOSING_LINK = re.compile(r"^Closing Link: \S+ [(\[](.*)[)\]]$", re.IGNORECASE)
"""How servers put a reason into their last line: the link is nothing to a person."""


def why_closed(last_words: str) -> str:
    """One sentence for the text of an ERROR with which a server ended the connection."""
    reason = in_words(_CLOSING_LINK.sub(r"\1", last_words).rstrip("."))
    return _("The server closed the connection: {reason}.").format(reason=reason)


def why_not_connected(error: BaseException, address: str) -> str:
    """One sentence for an error of connecting, reading or writing."""
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return _("No machine called {0} is known.").format(_host(address))
    if isinstance(error, (asyncio.TimeoutError, TimeoutError)):
        return _("{0} does not answer.").format(address)
    if isinstance(error, Dismissed):
        return why_closed(str(error))
    if isinstance(error, ssl.SSLError):
        return _("{0} speaks TLS, but not with us: {1}.").format(
            address, (error.reason or "TLS").lower().replace("_", " ")
        )
    number = error.errno if isinstance(error, OSError) else None
    if number in _CUT:
        return _("The connection broke.")
    if number in _NO_WAY_THERE:
        return _("There is no way to {0} from here; is the network up?").format(address)
    if number in _NOBODY_THERE or number is None:
        return _("No chat server answers at {0}.").format(address)
    return _("No connection to {0}: {1}.").format(
        address, getattr(error, "strerror", None) or error
    )


def _host(address: str) -> str:
    return address.rpartition(":")[0]
