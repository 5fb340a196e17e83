"""Addresses to listen at, as people write them."""

import pytest

from mensajeria.app.address import Address


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("0.0.0.0:7667", "0.0.0.0", 7667),
        ("[::]:7667", "::", 7667),
        ("[fe80::1%eth0]:1", "fe80::1%eth0", 1),
        (":7667", "", 7667),
        ("*:7667", "", 7667),
        ("7667", "", 7667),
        ("0", "", 0),
        (" localhost:65535 ", "localhost", 65535),
        ("my-host.example.org.:80", "my-host.example.org.", 80),
    ],
)
def test_what_is_an_address(text: str, host: str, port: int) -> None:
    address = Address.parse(text)
    assert (address.host, address.port) == (host, port)
    assert Address.parse(str(address)) == address


@pytest.mark.parametrize(
    "text",
    [
        *("", ":", "localhost", "localhost:", "localhost:irc", "1.2.3.4:65536", "1.2.3.4:-1"),
        *("::1:7667", "[::1]", "[::g]:1", "[1.2.3.4]:1", "1.2.3:1", "256.0.0.1:1", "a b:1"),
        *("unix:", "unix:chat.sock", "unix:~/chat.sock"),
        *("irc://host:1", "-host:1", "host:٣", "host:+1", "x" * 254 + ":1"),
    ],
)
def test_what_is_not(text: str) -> None:
    with pytest.raises(ValueError):
        Address.parse(text)


def test_a_path() -> None:
    address = Address.parse(" unix:/run/chat:1.sock ")
    assert address.path == "/run/chat:1.sock"
    assert str(address) == "unix:/run/chat:1.sock"
    assert address != Address.parse("unix:/run/other.sock")
    assert Address.parse("127.0.0.1:1").path == ""


def test_equal_addresses_are_one_in_a_set() -> None:
    assert len({Address("a", 1), Address("a", 1), Address("a", 2)}) == 2
    assert Address("a", 1) != "a:1"
