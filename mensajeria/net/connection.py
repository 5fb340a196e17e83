"""`Connection`: one IRC client. What it says goes to the engine as lines, in order.

What is sent to it is written by the hub; here is only what comes in, and when to wait. How lines
are put into bytes is up to each kind: see `stream.py` and `websocket/`.

Nobody is put out for being fast (SAFERATE): who is over the flood budget waits, and when enough of
theirs waits, their socket is not read, so that the rest stays with them.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable
from typing import Final

from mensajeria.engine.inputs import Connected, HungUp, Line
from mensajeria.engine.session import Session
from mensajeria.net.bucket import Bucket
from mensajeria.net.caller import Caller, Peer
from mensajeria.net.client_certificates import fingerprint
from mensajeria.net.gatekeeper import IpAddress, TurnedAway, plain_address
from mensajeria.net.hub import Hub
from mensajeria.wire.errors import WireError

HUNG_UP: Final = b"\n(hung up)"
"""Stands for hanging up, which waits its turn behind what they sent before; no line has an LF."""

LINE_ROOM: Final = 16_384
"""Bytes for each line of the flood budget: far more than a legal one has, even if it costs half."""

PIECE: Final = 4096
"""Bytes taken apart at once. What waits does so in one piece: thousands of tiny lines, each
an object of its own, would take many times their room."""


class Connection(Caller, ABC):
    """Lines wait here while the session waits for something, or over its flood budget.

    `framed` gives the bytes that carry lines (each with its CR LF) to this kind of client.
    """

    framed: Callable[[Iterable[bytes]], bytes]

    def __init__(self, hub: Hub, peer: Peer) -> None:
        super().__init__(hub, peer)
        self.session = Session(hub.next_session_id(), peer.host, peer.secure)
        self._backlog: deque[bytes] = deque()  # lines, of one piece
        self._unread = bytearray()  # what came after it
        self._at_end = False  # after that, they hung up
        limits = hub.limits
        burst, rate = limits.flood_burst, limits.flood_rate
        self._bucket = Bucket(burst, rate, hub.clock())
        self._volume = Bucket(burst * LINE_ROOM, rate * LINE_ROOM, hub.clock())
        self._pause: asyncio.TimerHandle | None = None  # over the flood budget until then
        self._reading = True
        self._heard = hub.now
        self._pinged = False

    @abstractmethod
    def unframed(self, data: bytes) -> list[bytes]:
        """The lines that these bytes complete, without their ends. Raises WireError (fatal)."""

    # What the loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.write = self.transport.write
        # The transport calls `pause_writing` at this mark, so nobody needs to look at each write.
        self.transport.set_write_buffer_limits(self.hub.limits.send_queue)
        if self.peer.secure:
            self.session.fingerprint = fingerprint(transport)
        self.hub.connections[self.session] = self
        self.hub.receive(Connected(self.session))

    def data_received(self, data: bytes) -> None:
        self._heard = self.hub.now
        self._pinged = False
        if self._unread or len(data) > PIECE or self._must_wait():
            self._unread += data
            self.go_on()
        else:  # as nearly always
            self._take_apart(data)

    def eof_received(self) -> bool:
        self.peer.hung_up = self._at_end = True
        self.go_on()
        return True  # until what they sent is answered

    def pause_writing(self) -> None:
        self.transport.abort()
        self.hub.disconnect(self.session, "SendQ exceeded")

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._forget_pause()
        self.hub.disconnect(self.session, "Connection closed" if error is None else "Read error")

    # What the hub tells

    def beat(self, now: float) -> None:
        """Nobody is silent while we do not listen, unless that is since they do not read. They are
        still sent a PING then and when: if there is nobody any more, that is how the system finds
        out, and tells."""
        if self.session.user is None:
            super().beat(now)
            return
        silence = now - self._heard
        limit = self.hub.limits.ping
        if silence <= limit:
            return
        if (self._backlog or self._unread or not self._reading) and self.has_room():
            self._heard = now
            self._ping()
        elif silence > 2 * limit:
            self.dismiss(f"Ping timeout: {silence:.0f} seconds")
        elif not self._pinged:
            self._pinged = True
            self._ping()

    def resume(self) -> None:
        """Something was found out, which may be that they come from elsewhere (WEBIRC)."""
        if self.session.address != self.peer.host and not self.session.closing:
            self._move(plain_address(self.session.address))
        self.go_on()

    def go_on(self) -> None:
        """Give what waits to the engine until something must be waited for again."""
        self._hand_on()
        unread = self._unread
        while unread and not self._must_wait():
            piece = bytes(unread[:PIECE])
            del unread[:PIECE]
            self._take_apart(piece)
        if self._at_end and not unread:
            self._at_end = False
            self.quit()

    def has_room(self) -> bool:
        """Whether most of the send queue is free."""
        return self.transport.get_write_buffer_size() <= self.hub.limits.send_queue // 4

    def dismiss(self, reason: str) -> None:
        self.hub.disconnect(self.session, reason)
        super().dismiss(reason)

    def close(self) -> None:
        """The engine is done with this session, and all it had to say is written."""
        self.hub.disconnect(self.session, "Connection closed")
        self.hang_up()

    def hang_up(self, last_words: bytes = b"") -> None:
        self._forget_pause()
        self._backlog.clear()
        self._unread.clear()
        super().hang_up(self.farewell(last_words))

    # What each kind of connection uses

    def quit(self) -> None:
        """They are gone or going; what they said before is still done first."""
        self.keep([HUNG_UP])

    def keep(self, lines: list[bytes]) -> None:
        """Give these to the engine, in their turn."""
        self._backlog.extend(lines)
        self._hand_on()

    def pay_for(self, size: int) -> None:
        """Bytes cost as well, for what costs nothing as a line (an empty one, PONG) and would still
        keep us busy."""
        self._pay(self._volume, size)

    def farewell(self, last_words: bytes) -> bytes:
        """The bytes with which to say these and end the connection."""
        return self.framed([last_words]) if last_words else b""

    # Waiting

    def _take_apart(self, data: bytes) -> None:
        self.pay_for(len(data))
        try:
            self.keep(self.unframed(data))
        except WireError as error:
            if not self.session.gone:
                self.dismiss(str(error))

    def _hand_on(self) -> None:
        session, backlog, receive = self.session, self._backlog, self.hub.receive
        while backlog and not self._must_wait():
            line = backlog.popleft()
            item = HungUp(session) if line is HUNG_UP else Line(session, line)
            self._pay(self._bucket, receive(item))
        self._read_or_not()

    def _must_wait(self) -> bool:
        session = self.session
        return session.waiting or self._pause is not None or self.hub.congested or session.gone

    def _pay(self, bucket: Bucket, units: float) -> None:
        """Take the cost out of a flood budget; in debt, wait until it is paid."""
        if self.hub.limits.throttle:
            debt = bucket.take(units, self.hub.clock())
            if debt:
                self._forget_pause()
                self._pause = self.hub.loop.call_later(debt, self._pause_over)

    def _read_or_not(self) -> None:
        """Whoever waits for us is not read meanwhile, nor who has sent more than may wait here."""
        full = len(self._unread) > self.hub.limits.backlog
        wanted = not (full or self.session.waiting or self.hub.congested)
        if wanted is not self._reading and not self.session.gone:
            self._reading = wanted
            if wanted:
                self.transport.resume_reading()
            else:
                self.transport.pause_reading()

    def _ping(self) -> None:
        self.write(self.framed([f"PING :{self.hub.engine.settings.server}\r\n".encode()]))

    def _pause_over(self) -> None:
        self._pause = None
        self.go_on()

    def _forget_pause(self) -> None:
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None

    # Where they come from

    def _move(self, address: IpAddress) -> None:
        """Be counted and judged by another address from now on."""
        gatekeeper, peer = self.hub.gatekeeper, self.peer
        peer.address = address
        gatekeeper.leave(peer.place)
        try:
            peer.place = gatekeeper.admit(address)
        except TurnedAway as refusal:
            peer.place = gatekeeper.admit_trusted()  # where they just were
            self.dismiss(str(refusal))
