"""What whoever starts a server is shown: addresses that work, the best first."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from mensajeria.app import first_screen, interfaces
from mensajeria.app.configuration import Configuration, Storage
from mensajeria.app.interfaces import Kind, Reachable, kind_of
from mensajeria.app.secret import Secret

HERE = [
    Reachable(Kind.LAN, ip_address("192.168.1.20")),
    Reachable(Kind.LAN, ip_address("fd00::2")),
    Reachable(Kind.PUBLIC, ip_address("203.0.113.5")),
    Reachable(Kind.TUNNEL, ip_address("10.8.0.2")),
    Reachable(Kind.CONTAINER, ip_address("172.17.0.1")),
    Reachable(Kind.LOOPBACK, ip_address("127.0.0.1")),
]


class Bound:
    """A socket that only knows where it is."""

    def __init__(self, host: str, port: int = 7667) -> None:
        self._name = (host, port)

    def getsockname(self) -> tuple[str, int]:
        return self._name


@pytest.fixture(autouse=True)
def _interfaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_screen, "reachable", lambda: HERE)


def lines(configuration: Configuration, *sockets: Bound, fingerprint: str = "") -> list[str]:
    return list(first_screen.first_screen(configuration, sockets, fingerprint))  # type: ignore[arg-type]


def commands(shown: list[str]) -> list[str]:
    return [line.strip() for line in shown if "python client.py" in line]


def test_the_best_address_is_first_and_loopback_last() -> None:
    shown = lines(Configuration(data=Path("/data")), Bound("0.0.0.0"), Bound("::"))
    assert [" ".join(line.split()) for line in commands(shown)] == [
        "python client.py 192.168.1.20",
        "python client.py fd00::2",
        "python client.py 10.8.0.2 through the VPN",
        "python client.py 172.17.0.1 from containers and virtual machines here",
        "python client.py on this machine",
    ]


def test_addresses_of_the_internet_are_shown_if_it_may_come_in() -> None:
    assert any(
        "203.0.113.5" in line
        for line in commands(lines(Configuration(access="anyone"), Bound("0.0.0.0")))
    )


def test_another_port_is_part_of_the_address() -> None:
    shown = lines(Configuration(), Bound("0.0.0.0", 8000), Bound("::", 8000))
    assert commands(shown)[:2] == [
        "python client.py 192.168.1.20:8000",
        "python client.py [fd00::2]:8000",
    ]


def test_one_address_only() -> None:
    assert commands(lines(Configuration(), Bound("127.0.0.1"))) == [
        "python client.py  on this machine"
    ]


@pytest.mark.parametrize(
    ("configuration", "sentence"),
    [
        (Configuration(ephemeral=True), "Nothing is kept"),
        (Configuration(data=Path("/srv/chat")), "Kept in /srv/chat: every message is safely on"),
        (Configuration(storage=Storage("process")), "survives a crash of the server"),
        (Configuration(password=Secret("x")), "Everybody is asked for the password."),
        (Configuration(), "Only this machine and its local networks may connect."),
        (Configuration(access="anyone"), "without a password"),
        (Configuration(), "Ctrl-C stops the server."),
    ],
)
def test_what_holds_is_said(configuration: Configuration, sentence: str) -> None:
    assert any(sentence in line for line in lines(configuration, Bound("0.0.0.0")))


def test_a_password_that_is_asked_is_never_shown() -> None:
    shown = lines(Configuration(password=Secret("cosa")), Bound("0.0.0.0"))
    assert not any("cosa" in line for line in shown)


def test_the_code_of_a_private_server_is_shown() -> None:
    shown = list(
        first_screen.first_screen(
            Configuration(private=True),
            [Bound("0.0.0.0")],  # type: ignore[list-item]
            "",
            "kabo-mite-ruda-sepo",
        )
    )
    assert any("kabo-mite-ruda-sepo" in line for line in shown)


def test_scripts_get_only_the_lines_that_they_wait_for(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        first_screen.show(Configuration(), [bound])
        port = bound.getsockname()[1]
    assert capsys.readouterr().out == f"listening on 127.0.0.1:{port}\n"


@pytest.mark.parametrize(
    ("address", "interface", "kind"),
    [
        ("192.168.1.20", "eth0", Kind.LAN),
        ("192.168.1.20", "", Kind.LAN),
        ("172.17.0.1", "docker0", Kind.CONTAINER),
        ("10.0.3.1", "lxcbr0", Kind.CONTAINER),
        ("10.8.0.2", "tun0", Kind.TUNNEL),
        ("100.64.0.9", "tailscale0", Kind.TUNNEL),
        ("203.0.113.5", "eth0", Kind.PUBLIC),
        ("169.254.3.4", "eth0", Kind.LINK),
        ("127.0.0.1", "lo", Kind.LOOPBACK),
        ("::1", "lo", Kind.LOOPBACK),
        ("fd00::2", "", Kind.LAN),
    ],
)
def test_what_an_address_is_good_for(address: str, interface: str, kind: Kind) -> None:
    assert kind_of(ip_address(address), interface) is kind


def test_loopback_is_last_whatever_this_machine_has() -> None:
    found = interfaces.reachable()
    assert found[-1].kind is Kind.LOOPBACK
    assert found == sorted(found, key=lambda each: each.kind)


def test_a_machine_without_any_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> Iterator[object]:
        return iter(())

    for source in ("_main", "_named", "_of_host_name"):
        monkeypatch.setattr(interfaces, source, nothing)
    assert interfaces.reachable() == [Reachable(Kind.LOOPBACK, ip_address("127.0.0.1"))]


def test_with_tls_the_certificate_can_be_told() -> None:
    shown = lines(Configuration(), Bound("0.0.0.0"), fingerprint="AB:CD")
    assert any(line.endswith(", with TLS or without") for line in shown)
    assert "  AB:CD" in shown


def test_without_tls_it_says_so() -> None:
    shown = lines(Configuration(), Bound("0.0.0.0"))
    assert any(line.endswith(", without TLS") for line in shown)
    assert not any("SHA-256" in line for line in shown)
