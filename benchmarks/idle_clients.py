"""Many registered connections that say nothing, held open in this process."""

from __future__ import annotations

import resource
import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from benchmarks.trouble import Trouble

SPARE_FILES = 100
PER_ADDRESS = 50  # connections from one 127.0.0.x, for servers that count them
BETWEEN_CONNECTS_S = 0.0005  # ngircd's accept queue is 10 long, and an overflow costs a second
PATIENCE_S = 120
QUIET_S = 1.5  # more than a server's timers take to send what follows a registration


def room_for() -> int:
    """How many connections this process may hold, once it has asked for all it can get."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard - SPARE_FILES


@contextmanager
def idle(count: int, port: int) -> Iterator[None]:
    """So many clients of 127.0.0.1:port, registered and quiet; Trouble if they are refused."""
    deadline = time.monotonic() + PATIENCE_S
    with ExitStack() as stack, selectors.DefaultSelector() as waiting:
        for number in range(count):
            client = stack.enter_context(_client(number, port))
            waiting.register(client, selectors.EVENT_READ)
            time.sleep(BETWEEN_CONNECTS_S)
        _await_welcomes(waiting, count, deadline)
        yield


def _client(number: int, port: int) -> socket.socket:
    client = socket.socket()
    # Ports are chosen per address and not over all of them, so that they do not run out.
    client.setsockopt(socket.IPPROTO_IP, getattr(socket, "IP_BIND_ADDRESS_NO_PORT", 24), 1)
    client.bind((f"127.0.0.{2 + number // PER_ADDRESS % 250}", 0))
    client.connect(("127.0.0.1", port))
    client.sendall(f"NICK i{number:05}\r\nUSER idle 0 * :idle\r\n".encode())
    return client


def _await_welcomes(waiting: selectors.BaseSelector, count: int, deadline: float) -> None:
    """Until everybody was told 001 and then nobody has been told anything for a while."""
    welcomed: set[int] = set()
    while events := waiting.select(QUIET_S if len(welcomed) == count else PATIENCE_S):
        for key, _ in events:
            _listen(key.fileobj, welcomed)
        if time.monotonic() > deadline:
            break
    if len(welcomed) < count:
        raise Trouble(f"only {len(welcomed)} of {count} idle clients could register")


def _listen(client: object, welcomed: set[int]) -> None:
    assert isinstance(client, socket.socket)
    told = client.recv(65536)
    if not told or told.startswith(b"ERROR"):
        raise Trouble(f"an idle client was turned away: {told.decode('utf-8', 'replace').strip()}")
    if b" 001 " in told:
        welcomed.add(client.fileno())
