"""`HttpExchange`: requests and answers of one connection, as long as it may last."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, Protocol

from mensajeria.net.caller import Caller, Peer
from mensajeria.net.hub import Hub

END: Final = b"\r\n\r\n"
"""What a head ends with."""


class Speaker(Protocol):
    """One that speaks HTTP with one client, on the transport that is given to it.

    `resting`: all that was asked is answered, and there may be more.
    """

    @property
    def resting(self) -> bool: ...

    def let_go(self) -> None:
        """Be done, but leave the transport to others."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None: ...
    def data_received(self, data: bytes) -> None: ...
    def eof_received(self) -> bool | None: ...
    def connection_lost(self, error: Exception | None, /) -> None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...


class HttpExchange(Caller):
    """Has a place at the gatekeeper's and a time limit; what is said is the speaker's business.

    The limit is that of registration. It begins anew with what is asked after everything was
    answered: that goes to `again`, since it may be no request for the speaker.
    """

    def __init__(self, hub: Hub, peer: Peer, speaker: Speaker, again: Callable[[], Caller]) -> None:
        super().__init__(hub, peer)
        self._speaker = speaker
        self._again = again
        self._tail = b""  # of what the speaker was given
        self.pause_writing = speaker.pause_writing  # type: ignore[method-assign]
        self.resume_writing = speaker.resume_writing  # type: ignore[method-assign]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._speaker.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        self.hub.browsers.went_on(self.peer.address, self.hub.clock())
        if self._tail == END and self._speaker.resting:
            self._begin_again(data)
        else:
            self._tail = (self._tail + data)[-len(END) :]
            self._speaker.data_received(data)

    def _begin_again(self, data: bytes) -> None:
        """The speaker has nothing of it yet: all that it was given ended with a head."""
        self.peer.since = self.hub.clock()
        head = self._again()
        self.hand_over(head)
        self._speaker.let_go()
        head.data_received(data)

    def eof_received(self) -> bool | None:
        self.peer.hung_up = True
        return self._speaker.eof_received()

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._speaker.connection_lost(error)

    def time_out(self) -> None:
        """Let them take what is left to take, but not for ever."""
        if self.transport.is_closing():
            self.transport.abort()
        else:
            self.transport.close()

    def dismiss(self, _reason: str) -> None:
        """In the middle of an answer there is nobody to tell."""
        self.transport.close()
