"""IRCv3 webirc, by its sentences."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from mensajeria.engine.settings import Gateway, Settings
from tests.harness.town import Client, Town

HERE = (ip_network("127.0.0.0/8"),)
GATEWAYS = (Gateway("sesame", HERE), Gateway("hunter2", HERE))
SETTINGS = Settings(autojoin=(), gateways=GATEWAYS)
ANA = "WEBIRC hunter2 Example 3.example.org 198.51.100.3"


def brought(line: str, *, secure: bool = False) -> Client:
    """Somebody called ana whom a gateway brought with this line."""
    town = Town(SETTINGS)
    client = town.clients["ana"] = town.open(secure=secure)
    client.session.fingerprint = "abc" if secure else ""
    client.send(line)
    client.send("NICK ana")
    client.send("USER ana 0 * :Ana")
    return client


def mask_of(client: Client) -> str:
    (welcome,) = [line for line in client.seen() if " 001 " in line]
    return welcome.rpartition(" ")[2]


@pytest.mark.parametrize(
    ("words", "mask"),
    [
        ("3.example.org 198.51.100.3", "ana!~ana@3.example.org"),
        ("198.51.100.3 198.51.100.3", "ana!~ana@198.51.100.3"),
        ("3.example.org 0::ffff:198.51.100.3", "ana!~ana@3.example.org"),
        # "it MUST be sent with a canonically-acceptable preceding zero"
        ("0::1 0::1", "ana!~ana@0::1"),
        ("2001:db8::3 2001:db8::3", "ana!~ana@2001:db8::3"),
        ("not!a@host 198.51.100.3", "ana!~ana@198.51.100.3"),
        ("10.0.0.1 198.51.100.3", "ana!~ana@198.51.100.3"),
        (f"{'x' * 60}.org 198.51.100.3", "ana!~ana@198.51.100.3"),
    ],
)
def test_host_and_address(words: str, mask: str) -> None:
    assert mask_of(brought(f"WEBIRC hunter2 Example {words}")) == mask


def test_whois_shows_it_to_operators_and_oneself() -> None:
    """ "IRC servers SHOULD show when a WebIRC connection is in use and SHOULD provide the original
    host when possible."."""
    client = brought(ANA)
    client.seen()
    client.send("WHOIS ana")
    lines = client.seen()
    assert ":mensajeria.local 320 ana ana :comes through the gateway Example (127.0.0.1)" in lines
    assert any("is connecting from *@3.example.org 198.51.100.3" in line for line in lines)
    leo = client.town.connect("leo")
    leo.send("WHOIS ana")
    assert not any(" 320 " in line or "198.51.100.3" in line for line in leo.seen())


@pytest.mark.parametrize(
    ("options", "inside", "outside"),
    [
        ("", False, False),
        (" secure", True, False),
        # "they MUST treat the options secure and secure=examplevalue123 in exactly the same way"
        (" :secure=examplevalue local-port=6697 remote-port=21726", True, False),
        (" :remote-port=1 unknown=\\s", False, False),
        (" secured", False, False),
    ],
)
def test_secure(options: str, inside: bool, outside: bool) -> None:
    """ "Servers MUST ONLY treat the connection as secure if this flag is sent and the connection
    from the gateway to the server is also secure with TLS."."""
    assert brought(ANA + options, secure=True).session.secure is inside
    assert brought(ANA + options).session.secure is outside


def test_the_gateways_certificate_is_not_theirs() -> None:
    assert brought(ANA, secure=True).session.fingerprint == ""


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (ANA.replace("hunter2", "hunter3"), "Invalid WebIRC password"),
        (ANA.replace("198.51.100.3", "here"), "Invalid WebIRC address"),
        (ANA.replace("198.51.100.3", "fe80::1%eth0"), "Invalid WebIRC address"),
    ],
)
def test_refusals_end_the_connection(line: str, reason: str) -> None:
    """ "the gateway SHOULD close any connections with an ERROR command"."""
    client = brought(line)
    assert client.seen()[-1] == f":mensajeria.local ERROR :Closing Link: 127.0.0.1 ({reason})"
    assert client.session.over


def test_another_address() -> None:
    town = Town(SETTINGS)
    client = town.open("192.0.2.1")
    client.send(ANA)
    assert client.seen()[-1].endswith("192.0.2.1 (Your address is not one of a WebIRC gateway)")


@pytest.mark.parametrize(
    "before", ["CAP LS 302", "CAP REQ :batch", "NICK ana", "USER ana 0 * :Ana", "PASS x", ANA]
)
def test_it_must_come_first(before: str) -> None:
    """ "MUST be the first command sent from the WebIRC gateway to the IRC server and MUST be sent
    before capability negotiation."."""
    client = Town(SETTINGS).open()
    client.send(before)
    client.send(ANA)
    assert client.seen()[-1].endswith("(WEBIRC must be the first command)")


def test_one_who_is_in_may_not() -> None:
    client = Town(SETTINGS).connect("ana")
    client.send(ANA)
    assert client.seen()[-1].endswith("(WEBIRC must be the first command)")


def test_bans_are_for_where_they_come_from() -> None:
    client = brought(ANA)
    leo = client.town.connect("leo")
    leo.send("JOIN #plaza")
    leo.send("MODE #plaza +b *!*@*.example.org")
    client.seen()
    client.send("JOIN #plaza")
    assert " 474 " in client.seen()[0]
