"""Which web pages may open a WebSocket."""

from __future__ import annotations

import pytest

from mensajeria.net.websocket.origins import Origins

LISTED = Origins(("https://Chat.example.org", "http://other.example:8080"))
LOCAL = Origins(local=True, name="chat.casa.example")


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        (None, "anything"),
        ("http://casa:7667", "casa:7667"),
        ("http://CASA:7667", "casa:7667"),
        ("http://casa", "casa"),
        ("http://casa", "casa:80"),
        ("http://casa:80", "casa"),
        ("https://casa", "casa:443"),
        ("http://[fe80::1]:7667", "[fe80::1]:7667"),
        ("https://chat.example.org", "casa:7667"),
        ("http://other.example:8080", "casa:7667"),
    ],
)
def test_may(origin: str | None, host: str) -> None:
    assert LISTED.allow(origin, host)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://evil.example", "casa:7667"),
        ("http://casa", "casa:7667"),
        ("https://casa", "casa:80"),
        ("http://casa:7667.evil.example", "casa:7667"),
        ("http://casa:7667/", "casa:7667"),
        ("http://me@casa:7667", "casa:7667"),
        ("http://chat.example.org", "casa:7667"),
        ("https://chat.example.org.evil.example", "casa:7667"),
        ("null", "null"),
        ("", ""),
        ("file://", ""),
        ("chrome-extension://casa", "casa"),
    ],
)
def test_may_not(origin: str, host: str) -> None:
    assert not LISTED.allow(origin, host)


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("192.168.1.5:7667", True),
        ("[fd00::5]:7667", True),
        ("localhost:7667", True),
        ("casa:7667", True),
        ("casa.local:7667", True),
        ("chat.casa.example", True),
        ("rebound.example:7667", False),
        ("192.168.1.5.rebound.example", False),
        ("casa.local.rebound.example", False),
    ],
)
def test_on_a_local_network_no_stranger_can_own_our_name(host: str, ours: bool) -> None:
    assert LOCAL.allow(f"http://{host}", host) is ours
    assert Origins(local=False).allow(f"http://{host}", host)
    assert Origins((f"http://{host}",), local=True).allow(f"http://{host}", host)
