"""500 clients at once."""

from __future__ import annotations

import pytest

from mensajeria.app.open_files import allow_connections
from tests.sockets.conftest import Serve

CLIENTS = 500


@pytest.mark.slow
def test_all_hear_all_in_one_order(serve: Serve) -> None:
    if allow_connections(2 * CLIENTS) < 2 * CLIENTS:
        pytest.skip("the system allows too few open files")
    server = serve()
    clients = [server.connect() for _ in range(CLIENTS)]
    for n, client in enumerate(clients):
        client.send(f"NICK u{n}", f"USER u{n} 0 * :u{n}", "CAP REQ echo-message")
    for client in clients:
        client.sync()
    for client in clients:
        client.sync()
    talking = clients[:5]
    for n in range(20):
        for client in talking:
            client.send(f"PRIVMSG #general :{n}")
    before = [client.sync() for client in talking]
    heard = [client.sync() for client in clients]
    for early, late in zip(before, heard, strict=False):
        late[:0] = early
    assert len(heard[-1]) == 100
    assert all(lines == heard[-1] for lines in heard)


def test_all_leave_at_once(serve: Serve) -> None:
    if allow_connections(2 * CLIENTS) < 2 * CLIENTS:
        pytest.skip("the system allows too few open files")
    server = serve()
    clients = [server.connect() for _ in range(CLIENTS)]
    for n, client in enumerate(clients):
        client.send(f"NICK u{n}", f"USER u{n} 0 * :u{n}")
    clients[0].sync()
    for client in clients[1:]:
        client.close()
    server.wait_until(lambda: len(server.hub.callers) == 1)
    clients[0].sync()
    clients[0].send("NAMES #general")
    assert clients[0].until(" 366 ")[-2].endswith(" #general :u0")
