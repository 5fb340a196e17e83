"""Many registered connections that say nothing, held open in this process."""

from __future__ import annotations

import resource
import selectors
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from benchmarks.trouble import Trouble

SPARE_FILES = 100
PER_ADDRESS = 50  # connections from one 127.0.0.x, for servers that count them
AHEAD = 8  # connections without a welcome: an accept queue (ngircd's holds 10) costs a second if
PAUSE_S = 0.005  # it overflows, but a server that welcomes once a second is not waited for longer
PATIENCE_S = 120
QUIET_S = 1.5  # more than a server's timers take to send what follows a registration


def room_for() -> int:
    """How many connections this process may hold, once it has asked for all it can get."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard - SPARE_FILES


@contextmanager
def idle(count: int, port: int, *, tls: bool = False) -> Iterator[None]:
    """So many clients of 127.0.0.1:port, registered and quiet; Trouble if they are refused."""
    deadline = time.monotonic() + PATIENCE_S
    context = ssl._create_unverified_context() if tls else None
    with ExitStack() as stack, selectors.DefaultSelector() as waiting:
        welcomed: set[int] = set()
        for number in range(count):
            client = stack.enter_context(_client(number, port, context))
            waiting.register(client, selectors.EVENT_READ)
            _listen(waiting, welcomed, 0 if number < len(welcomed) + AHEAD else PAUSE_S)
            _check(len(welcomed), count, deadline)
        while len(welcomed) < count:
            _listen(waiting, welcomed, QUIET_S)
            _check(len(welcomed), count, deadline)
        while _listen(waiting, welcomed, QUIET_S):
            _check(len(welcomed), count, deadline)
        yield


def _client(number: int, port: int, context: ssl.SSLContext | None) -> socket.socket:
    client = socket.socket()
    # Ports are chosen per address and not over all of them, so that they do not run out.
    client.setsockopt(socket.IPPROTO_IP, getattr(socket, "IP_BIND_ADDRESS_NO_PORT", 24), 1)
    client.bind((f"127.0.0.{2 + number // PER_ADDRESS % 250}", 0))
    client.settimeout(PATIENCE_S)
    client.connect(("127.0.0.1", port))
    if context is not None:
        client = context.wrap_socket(client)
    client.sendall(f"NICK i{number:05}\r\nUSER idle 0 * :idle\r\n".encode())
    return client


def _check(registered: int, count: int, deadline: float) -> None:
    if time.monotonic() > deadline:
        raise Trouble(f"only {registered} of {count} clients registered in {PATIENCE_S} seconds")


def _listen(waiting: selectors.BaseSelector, welcomed: set[int], wait_s: float) -> bool:
    """Hear what there is; False when nobody was told anything for so long."""
    events = waiting.select(wait_s)
    for key, _ in events:
        assert isinstance(key.fileobj, socket.socket)
        told = key.fileobj.recv(65536)
        if not told or told.startswith(b"ERROR"):
            words = told.decode("utf-8", "replace").strip()
            raise Trouble(f"an idle client was turned away: {words or 'without a word'}")
        if b" 001 " in told:
            welcomed.add(key.fd)
    return bool(events)
