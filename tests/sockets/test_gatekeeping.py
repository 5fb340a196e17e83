"""Who is not let in is told why, and costs those inside nothing. See tests/unit/net for who."""

from __future__ import annotations

import pytest

from mensajeria.net.gatekeeper import ON_THE_DOORSTEP
from mensajeria.net.limits import Limits
from tests.sockets.conftest import Serve

ERROR = "ERROR :Closing Link: 127.0.0.1"


def test_too_many_from_one_address(serve: Serve) -> None:
    server = serve(limits=Limits(connections_per_address=3, connection_rate=1000))
    first, *_others = [server.connect() for _ in range(3)]
    server.wait_until(lambda: len(server.hub.callers) == 3)
    fourth = server.connect()
    assert fourth.rest() == [f"{ERROR} (Too many connections from your address)"]
    fourth.close()
    first.close()
    server.wait_until(lambda: len(server.hub.callers) == 2)
    again = server.connect()
    assert again.sync() == []


def test_too_many_in_all(serve: Serve) -> None:
    server = serve(limits=Limits(throttle=False, connections=2))
    server.enter("ana", "leo")
    assert server.connect().rest() == [f"{ERROR} (This server is full)"]


def test_who_already_spoke_is_told_all_the_same(serve: Serve) -> None:
    server = serve(limits=Limits(throttle=False, connections=1))
    server.enter("ana")
    eva = server.connect()
    eva.send("NICK eva", "USER eva 0 * :Eva")
    eva.send(*["JOIN #general"] * 100)
    assert eva.rest() == [f"{ERROR} (This server is full)"]


@pytest.mark.slow
def test_thousands_of_connections_from_one_address(serve: Serve) -> None:
    server = serve(limits=Limits(connection_rate=20, connections_per_address=30))
    (ana,) = server.enter("ana")
    refused = 0
    for _ in range(3000):
        eva = server.connect()
        eva.hang_up()
        refused += eva.rest() == [f"{ERROR} (Your address connects too often; wait a little)"]
        eva.close()
    assert refused == 3000 - 19
    assert ana.sync() == []
    server.wait_until(lambda: len(server.hub.callers) == 1)
    server.pass_time(10)
    server.enter("leo")


def test_those_turned_away_who_do_not_leave_are_few(serve: Serve) -> None:
    server = serve(limits=Limits(throttle=False, connections=1))
    server.enter("ana")
    staying = [server.connect() for _ in range(3 * ON_THE_DOORSTEP)]
    for client in staying:
        assert client.rest() == [f"{ERROR} (This server is full)"]
    assert server.call(lambda: len(server.hub.callers)) <= 1 + ON_THE_DOORSTEP
    server.pass_time(5)
    server.wait_until(lambda: len(server.hub.callers) == 1)
