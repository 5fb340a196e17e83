"""`python -m benchmarks.websocket`: the same crowd listening plainly and over WebSocket.

Ten plain senders say rounds of lines; the next round begins when all listeners have the last one.
The load is Python's own: read the server's processor time, not how fast it went.
"""

from __future__ import annotations

import selectors
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from websockets.frames import Frame, Opcode

from benchmarks.candidates import mensajeria
from benchmarks.idle_clients import room_for
from benchmarks.pinning import take_the_loads
from benchmarks.processes import cpu_seconds, rss_bytes
from benchmarks.running import Server, running
from benchmarks.trouble import Trouble

LISTENERS, SENDERS, WINDOW = 500, 10, 16
SECONDS, ROUNDS = 3.0, 3
PATIENCE_S = 60
TEXT = "x" * 64

HANDSHAKE = (
    "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: {subprotocol}\r\n\r\n"
)


def main() -> int:
    """0: measured; 1: one sentence says what was wrong."""
    try:
        server_cpu, _room = take_the_loads(), room_for()
        for _ in range(ROUNDS):
            for kind in ("plain", "text.ircv3.net", "binary.ircv3.net"):
                with running(mensajeria.OFF, server_cpu) as server:
                    print(f"{kind}: {_told(server, kind)}", flush=True)
    except Trouble as trouble:
        print(f"benchmarks: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 1
    return 0


def _told(server: Server, kind: str) -> str:
    with ExitStack() as stack:
        _enter(stack, server, "warm", kind)  # so that imports count for nobody
        empty = rss_bytes(server.pid)
        listeners = [_enter(stack, server, f"l{n:03}", kind) for n in range(LISTENERS)]
        each = (rss_bytes(server.pid) - empty) / LISTENERS / 1024
        senders = [_enter(stack, server, f"s{n}", "plain") for n in range(SENDERS)]
        with _hearing([*listeners, *senders]) as crowd:
            crowd.settle()
            start, used = time.perf_counter(), cpu_seconds(server.pid)
            lines = 0
            while time.perf_counter() - start < SECONDS:
                lines += crowd.round(listeners, senders)
            used = cpu_seconds(server.pid) - used
    deliveries = lines * LISTENERS
    return f"{deliveries / used / 1000:,.0f} k deliveries per CPU-s, {each:.1f} KiB per listener"


class Crowd:
    """Reads for everybody, and counts for each how many bytes came."""

    def __init__(self, waiting: selectors.BaseSelector, members: Sequence[socket.socket]) -> None:
        self._waiting = waiting
        self._heard = dict.fromkeys(members, 0)
        for member in members:
            waiting.register(member, selectors.EVENT_READ)

    def settle(self) -> None:
        """Until nobody is told anything any more."""
        while self._listen(0.5):
            pass

    def round(self, listeners: Sequence[socket.socket], senders: Sequence[socket.socket]) -> int:
        """How many lines were said and have reached all listeners."""
        lines = WINDOW * len(senders)
        # CR LF is as long as the head of a message of up to 125 bytes.
        size = len(f":s0!~s0@127.0.0.1 PRIVMSG #crowd :{TEXT}\r\n") * lines
        before = {each: self._heard[each] for each in listeners}
        for sender in senders:
            sender.sendall(f"PRIVMSG #crowd :{TEXT}\r\n".encode() * WINDOW)
        while any(self._heard[each] < before[each] + size for each in listeners):
            if not self._listen(PATIENCE_S):
                raise Trouble("some lines never came")
        if any(self._heard[each] != before[each] + size for each in listeners):
            raise Trouble("more came than was said")
        return lines

    def _listen(self, wait_s: float) -> bool:
        events = self._waiting.select(wait_s)
        for key, _ in events:
            assert isinstance(key.fileobj, socket.socket)
            data = key.fileobj.recv(1 << 20)
            if not data:
                raise Trouble("somebody was disconnected")
            self._heard[key.fileobj] += len(data)
        return bool(events)


@contextmanager
def _hearing(members: Sequence[socket.socket]) -> Iterator[Crowd]:
    with selectors.DefaultSelector() as waiting:
        yield Crowd(waiting, members)


def _enter(stack: ExitStack, server: Server, nick: str, kind: str) -> socket.socket:
    """Somebody in #crowd, whose own JOIN has come back."""
    client = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
    client.settimeout(PATIENCE_S)
    say = _plainly
    if kind != "plain":
        client.sendall(HANDSHAKE.format(subprotocol=kind).encode())
        _until(client, b"\r\n\r\n")
        say = _as_message
    for line in (f"NICK {nick}", f"USER {nick} 0 * :{nick}", "JOIN #crowd"):
        say(client, line)
    _until(client, b" 366 ")
    return client


def _plainly(client: socket.socket, line: str) -> None:
    client.sendall(f"{line}\r\n".encode())


def _as_message(client: socket.socket, line: str) -> None:
    client.sendall(Frame(Opcode.BINARY, line.encode()).serialize(mask=True))


def _until(client: socket.socket, end: bytes) -> None:
    heard = b""
    while end not in heard:
        data = client.recv(65536)
        if not data:
            raise Trouble(f"turned away: {heard.decode('utf-8', 'replace')}")
        heard += data


if __name__ == "__main__":
    sys.exit(main())
