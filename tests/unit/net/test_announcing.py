"""Being found: on the loopback interface only, with the names that real multicast DNS needs."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address

import pytest
from zeroconf import ServiceInfo, Zeroconf

from mensajeria.net.announcing import IRC, IRC_OVER_TLS, OURS, Announced, Announcing, label
from tests.harness.multicast import needs_multicast

HERE = IPv4Address("127.0.0.1")
PATIENCE = 20.0


@pytest.fixture
def network() -> Iterator[Zeroconf]:
    """Somebody who looks around."""
    looking = Zeroconf(interfaces=[str(HERE)])
    yield looking
    looking.close()


def casa(**others: object) -> Announced:
    name = f"casa {uuid.uuid4().hex[:8]}"
    facts = (("network", "casa"), ("sha256", "ab" * 32))
    kinds = (OURS, IRC, IRC_OVER_TLS)
    return Announced(name, "casa-mensajeria-7000", 7000, (HERE,), kinds, facts)


@pytest.fixture
def announce() -> Iterator[Callable[..., Announcing]]:
    started: list[Announcing] = []

    def start(look: Callable[[], Announced | None], every: float = 0.05) -> Announcing:
        announcing = Announcing(look, every)
        announcing.start()
        started.append(announcing)
        return announcing

    yield start
    for each in started:
        each.stop()


def found(network: Zeroconf, name: str, kind: str = OURS) -> ServiceInfo:
    """Ask for one service until it answers."""
    info = ServiceInfo(f"{kind}.local.", f"{name}.{kind}.local.")
    assert any(info.request(network, 3000) for _ in range(5))
    return info


@needs_multicast
@pytest.mark.slow
def test_a_server_is_found_by_each_kind_of_software_until_it_stops(
    network: Zeroconf, announce: Callable[..., Announcing]
) -> None:
    here = casa()
    announcing = announce(lambda: here)
    for kind in (OURS, IRC, IRC_OVER_TLS):
        info = found(network, here.name, kind)
        assert info.port == 7000
        assert info.parsed_addresses() == ["127.0.0.1"]
        assert info.decoded_properties == {"network": "casa", "sha256": "ab" * 32}
    announcing.stop()
    later = Zeroconf(interfaces=[str(HERE)])  # one that remembers nothing
    try:
        gone = ServiceInfo(f"{OURS}.local.", f"{here.name}.{OURS}.local.")
        assert not gone.request(later, 300)
    finally:
        later.close()


@needs_multicast
@pytest.mark.slow
def test_a_name_that_is_taken_gets_a_number(
    network: Zeroconf, announce: Callable[..., Announcing]
) -> None:
    here = casa()
    announce(lambda: here)
    found(network, here.name)
    other = Announced(here.name, "other-mensajeria-7001", 7001, (HERE,), (OURS,))
    announce(lambda: other)
    second = found(network, f"{here.name}-2")
    assert second.port == 7001
    assert found(network, here.name).port == 7000


@needs_multicast
@pytest.mark.slow
def test_what_is_announced_follows_what_there_is(
    network: Zeroconf, announce: Callable[..., Announcing]
) -> None:
    one, two = casa(), casa()
    now: list[Announced | None] = [one]
    announce(lambda: now[0])
    found(network, one.name)
    now[0] = two
    found(network, two.name)


def test_trouble_is_told_once_and_tried_again(
    announce: Callable[..., Announcing], caplog: pytest.LogCaptureFixture
) -> None:
    tries = threading.Semaphore(0)

    def look() -> Announced | None:
        tries.release()
        raise OSError("no network here")

    with caplog.at_level(logging.WARNING, "mensajeria"):
        announce(look, every=0.001)
        for _try in range(3):
            assert tries.acquire(timeout=PATIENCE)
    told = [record.getMessage() for record in caplog.records]
    assert told == ["cannot announce this server on the network: no network here"]


def test_nothing_to_announce_needs_no_zeroconf(announce: Callable[..., Announcing]) -> None:
    looked = threading.Event()
    announcing = announce(lambda: looked.set())
    assert looked.wait(PATIENCE)
    announcing.stop()
    announcing.stop()


def test_stopping_what_never_started_is_harmless() -> None:
    Announcing(lambda: None).stop()


@pytest.mark.parametrize(
    ("name", "labelled"),
    [
        ("mensajeria (casa)", "mensajeria (casa)"),
        ("chat.example.org", "chat-example-org"),
        ("ñ" * 40, "ñ" * 31),
        ("x" * 62 + " y", "x" * 62),
    ],
)
def test_a_name_is_one_label(name: str, labelled: str) -> None:
    assert label(name) == labelled
