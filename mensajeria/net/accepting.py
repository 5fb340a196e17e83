"""Accepting connections so that running out of open files neither spins nor starves anybody.

asyncio's own selector loop, when accept(2) fails with EMFILE, tries again as often as its backlog
is long, and has each of these tries try again later: ever more of them.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from typing import Final

BACKLOG: Final = 1024
"""Connections that the system may hold ready for us."""

AT_ONCE: Final = 100
"""Connections accepted before others get their turn."""

BREATHER: Final = 1.0
"""Seconds without accepting, after the system had no more to give."""

ProtocolFactory = Callable[[], asyncio.BaseProtocol]


class SelectorAcceptor:
    """Accepts on a listening socket in a loop that has `add_reader`."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, listening: socket.socket, factory: ProtocolFactory
    ) -> None:
        self._loop = loop
        self._listening = listening
        self._factory = factory
        self._breather: asyncio.TimerHandle | None = None
        self._being_made: set[asyncio.Task[object]] = set()  # the loop itself keeps none alive
        listening.setblocking(False)
        listening.listen(BACKLOG)
        self._start()

    def close(self) -> None:
        """Accept no more, and close the socket."""
        if self._breather is not None:
            self._breather.cancel()
        self._loop.remove_reader(self._listening)
        self._listening.close()

    def _start(self) -> None:
        self._loop.add_reader(self._listening, self._accept)

    def _accept(self) -> None:
        for _ in range(AT_ONCE):
            try:
                accepted, _address = self._listening.accept()
            except (BlockingIOError, InterruptedError):
                return
            except ConnectionAbortedError:  # that one is gone already
                continue
            except OSError as error:
                self._pause(error)
                return
            self._make(accepted)

    def _make(self, accepted: socket.socket) -> None:
        accepted.setblocking(False)
        making = self._loop.create_task(self._loop.connect_accepted_socket(self._factory, accepted))
        self._being_made.add(making)
        making.add_done_callback(self._being_made.discard)

    def _pause(self, error: OSError) -> None:
        reason = errno.errorcode.get(error.errno or 0, "")
        self._loop.call_exception_handler(
            {"message": f"cannot accept connections ({reason})", "exception": error}
        )
        self._loop.remove_reader(self._listening)
        self._breather = self._loop.call_later(BREATHER, self._start)


async def accept(
    loop: asyncio.AbstractEventLoop, listening: socket.socket, factory: ProtocolFactory
) -> SelectorAcceptor | asyncio.Server:
    """Give each connection to this bound socket a protocol, until what this gives is closed."""
    if isinstance(loop, asyncio.SelectorEventLoop):
        return SelectorAcceptor(loop, listening, factory)
    if listening.family == getattr(socket, "AF_UNIX", None):
        return await loop.create_unix_server(factory, sock=listening, backlog=BACKLOG)
    return await loop.create_server(factory, sock=listening, backlog=BACKLOG)
