"""What may be behind the first bytes of a connection: the doors of the one port.

A door looks at the first bytes and says whether they are for it; the last one takes all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from http import HTTPStatus
from typing import Final, Protocol

from mensajeria.net.caller import Caller
from mensajeria.net.http.answer import answer

HTTP_METHODS: Final = (
    b"GET ",
    b"HEAD ",
    b"POST ",
    b"PUT ",
    b"DELETE ",
    b"CONNECT ",
    b"OPTIONS ",
    b"TRACE ",
    b"PATCH ",
)
TLS_HANDSHAKE: Final = b"\x16\x03"
"""A record of type handshake, and the major version of every TLS (RFC 8446, 5.1)."""


class Door(Protocol):
    """One kind of client."""

    def fits(self, first: bytes) -> bool | None:
        """Whether bytes that begin so are for this door; None if that takes more of them."""

    def open(self, caller: Caller, first: bytes, /) -> None:
        """Take the connection over, with what was received so far."""


class Greeting(ABC):
    """A door for those, too, who say nothing for a moment: they wait to be spoken to."""

    @abstractmethod
    def fits(self, first: bytes) -> bool | None: ...

    @abstractmethod
    def open(self, caller: Caller, first: bytes, /) -> None: ...


def begins_with_any(first: bytes, beginnings: tuple[bytes, ...]) -> bool | None:
    """Whether it begins with one of them, or still may (None)."""
    if first.startswith(beginnings):
        return True
    return None if any(each.startswith(first) for each in beginnings) else False


class NoTlsHere:
    """TLS where there is none: one line, which most clients show in their log."""

    def fits(self, first: bytes) -> bool | None:
        return begins_with_any(first, (TLS_HANDSHAKE,))

    def open(self, caller: Caller, _first: bytes) -> None:
        caller.dismiss("This port does not speak TLS; connect without it")


class NoHttpHere:
    """A browser or a script that found the port: a sentence that it can show."""

    def fits(self, first: bytes) -> bool | None:
        return begins_with_any(first, HTTP_METHODS)

    def open(self, caller: Caller, _first: bytes) -> None:
        host, port = caller.transport.get_extra_info("sockname")[:2]
        where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        sentence = f"This port speaks IRC: connect an IRC client to {where}"
        caller.hang_up(answer(HTTPStatus.MISDIRECTED_REQUEST, sentence))
