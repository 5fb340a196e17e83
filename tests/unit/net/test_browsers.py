"""From where browsers call, and which connections they may hold in reserve."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from mensajeria.net.browsers import KNOWN, TOGETHER, Browsers, is_browser
from mensajeria.net.gatekeeper import REMEMBERED

HERE = ip_address("192.168.1.5")
THERE = ip_address("192.168.1.6")


@pytest.mark.parametrize(
    ("head", "whether"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: Mozilla/5.0 (X11) Firefox/140.0\r\n\r\n", True),
        (b"GET / HTTP/1.1\r\nuser-agent:Mozilla/5.0\r\n\r\n", True),
        (b"GET / HTTP/1.1\r\nUser-Agent: curl/8.0 Mozilla/5.0\r\n\r\n", False),
        (b"GET /User-Agent:Mozilla/ HTTP/1.1\r\nHost: x\r\n\r\n", False),
    ],
)
def test_who_is_a_browser(head: bytes, whether: bool) -> None:
    assert is_browser(head) is whether


def test_which_connections_may_be_in_reserve() -> None:
    browsers = Browsers()
    assert not browsers.may_hold(HERE, since=100)
    browsers.spoke(HERE, 100)
    assert browsers.may_hold(HERE, since=50)
    assert browsers.may_hold(HERE, since=99 + TOGETHER)
    assert not browsers.may_hold(HERE, since=100 + TOGETHER)
    assert not browsers.may_hold(THERE, since=100)
    browsers.went_on(HERE, 200)
    assert browsers.may_hold(HERE, since=200)


def test_a_program_that_asks_for_more_is_no_browser() -> None:
    browsers = Browsers()
    browsers.went_on(HERE, 100)
    assert not browsers.may_hold(HERE, since=100)
    assert not browsers.may_come_back(HERE, 100)


def test_for_how_long_one_may_come_back() -> None:
    browsers = Browsers()
    browsers.spoke(HERE, 100)
    assert browsers.may_come_back(HERE, 99 + KNOWN)
    assert not browsers.may_come_back(HERE, 100 + KNOWN)


def test_the_longest_unheard_is_forgotten() -> None:
    browsers = Browsers()
    for number in range(REMEMBERED):
        browsers.spoke(ip_address(number), 0)
    browsers.spoke(ip_address(0), 1)
    browsers.spoke(HERE, 1)
    assert not browsers.may_hold(ip_address(1), since=0)
    assert all(browsers.may_hold(each, since=0) for each in (ip_address(0), ip_address(2), HERE))
