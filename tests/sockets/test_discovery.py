"""A server that announces itself and a client that looks for it, on the loopback interface only."""

from __future__ import annotations

import asyncio
import uuid
from ipaddress import IPv4Address

import pytest
from zeroconf import IPVersion

from mensajeria.client.address import ServerAddress
from mensajeria.client.discovery import Found, announced
from mensajeria.net.announcing import Announced, Announcing
from tests.harness.multicast import needs_multicast

HERE = IPv4Address("127.0.0.1")


def looked() -> list[Found]:
    return asyncio.run(announced([str(HERE)], most=20.0, more=2.0))


@needs_multicast
@pytest.mark.slow
def test_several_servers_are_found_with_what_there_is_to_know() -> None:
    some = uuid.uuid4().hex[:8]
    facts = (("private", "1"), ("network", "casa"))
    one = Announced(f"casa {some}", f"a{some}", 7001, (HERE,), facts=facts)
    two = Announced(f"casa {some}", f"b{some}", 7002, (HERE,))
    announcing = [Announcing(lambda: one)]
    announcing[0].start()
    try:
        asyncio.run(_until(f"casa {some}"))
        announcing.append(Announcing(lambda: two))
        announcing[1].start()
        asyncio.run(_until(f"casa {some}-2"))
        found = {each for each in looked() if some in each.name}
    finally:
        for each in announcing:
            each.stop()
    assert found == {
        Found(ServerAddress("127.0.0.1", 7001), f"casa {some}", private=True),
        Found(ServerAddress("127.0.0.1", 7002), f"casa {some}-2"),
    }


async def _until(name: str) -> None:
    """Look again and again until it is found; the test fails if that takes for ever."""
    for _look in range(20):
        if any(each.name == name for each in await announced([str(HERE)], most=2.0, more=0.2)):
            return
    raise AssertionError(f"{name} was never found")


def test_where_there_is_no_network_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_options: object) -> None:
        raise OSError(19, "No such device")

    monkeypatch.setattr("zeroconf.asyncio.AsyncZeroconf", fail)
    assert asyncio.run(announced([str(HERE)])) == []


def test_it_is_asked_by_ipv6_as_well_where_there_is_any(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[dict[str, object]] = []

    def fail(**options: object) -> None:
        tried.append(options)
        raise OSError(97, "Address family not supported by protocol")

    monkeypatch.setattr("zeroconf.asyncio.AsyncZeroconf", fail)
    assert asyncio.run(announced()) == []
    assert tried == [{"ip_version": IPVersion.All}, {}]
