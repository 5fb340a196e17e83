"""IRCv3 sts, by its sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mensajeria.engine.inputs import Reconfigured
from mensajeria.engine.settings import Settings, Transport
from tests.harness.town import Client, Town

MONTH = 2_592_000
SETTINGS = Settings(autojoin=(), transport=Transport(6697, MONTH))


def listed(client: Client, version: str = " 302") -> list[str]:
    """What CAP LS shows that has to do with it."""
    client.send(f"CAP LS{version}")
    words = " ".join(line.partition(" LS ")[2].lstrip("* :") for line in client.seen()).split()
    return [word for word in words if word.partition("=")[0] == "sts"]


def test_on_a_plain_connection_where_to_find_tls() -> None:
    """ "To enforce an STS upgrade policy, servers MUST send this key to non-securely connected
    clients." """
    assert listed(Town(SETTINGS).open()) == ["sts=port=6697"]


@pytest.mark.parametrize(
    ("transport", "value"),
    [
        (Transport(6697, MONTH), f"duration={MONTH}"),
        (Transport(6697, MONTH, preload=True), f"duration={MONTH},preload"),
        (Transport(6697, 0), "duration=0"),  # "This value MAY be used by servers to remove"
    ],
)
def test_inside_tls_for_how_long(transport: Transport, value: str) -> None:
    """ "To enforce an STS persistence policy, servers MUST send this key to securely connected
    clients." """
    town = Town(replace(SETTINGS, transport=transport))
    assert listed(town.open(secure=True)) == [f"sts={value}"]


def test_it_is_optional() -> None:
    """ "this capability MUST be made available as an optional configuration setting"."""
    assert listed(Town().open()) == []


def test_those_who_know_no_values_are_not_shown_it() -> None:
    """ "the capability has a REQUIRED value"."""
    assert listed(Town(SETTINGS).open(), "") == []


def test_it_cannot_be_asked_for() -> None:
    """ "Servers MAY reply with a CAP NAK message if a client requests this capability." """
    ana = Town(SETTINGS).open(secure=True)
    for words in ("sts", "batch sts", "-sts"):
        ana.send(f"CAP REQ :{words}")
        assert ana.seen() == [f":mensajeria.local CAP * NAK {':' * (' ' in words)}{words}"]


def test_a_change_is_told_and_its_end_is_not() -> None:
    """ "Servers MUST NOT send CAP DEL to disable this capability"."""
    town = Town(SETTINGS)
    ana = town.connect("ana", ["cap-notify"])
    ana.send("CAP LS 302")
    ana.seen()
    town.take(Reconfigured(replace(SETTINGS, transport=Transport(7000, MONTH))))
    assert ana.seen() == [":mensajeria.local CAP ana NEW sts=port=7000"]
    town.take(Reconfigured(replace(SETTINGS, transport=None)))
    assert ana.seen() == []
