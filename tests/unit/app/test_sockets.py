"""Binding: all addresses or none, and one sentence on what is in the way."""

from __future__ import annotations

import errno
import re
import socket

import pytest

from mensajeria.app import sockets
from mensajeria.app.address import Address
from mensajeria.app.sockets import EVERYWHERE, CannotListen, bind_all, shown


class NoIpv6:
    """Has every IPv6 socket fail as on a machine without it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._real = sockets._socket
        monkeypatch.setattr(sockets, "_socket", self._socket)

    def _socket(self, family: socket.AddressFamily, host: str, port: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "no IPv6")
        return self._real(family, "127.0.0.1" if host == "0.0.0.0" else host, 0)


def refusal(*addresses: Address) -> str:
    with pytest.raises(CannotListen) as error:
        bind_all(addresses)
    return str(error.value)


def test_a_free_port_is_chosen_and_shown() -> None:
    (bound,) = bind_all([Address("127.0.0.1", 0)])
    with bound:
        assert re.fullmatch(r"127\.0\.0\.1:[1-9][0-9]*", shown(bound))


def test_a_taken_port_is_named_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        sentence = refusal(Address("127.0.0.1", port))
    assert f"port {port} is taken" in sentence
    assert f"--listen 127.0.0.1:{port + 1 if port < 65535 else port - 1}" in sentence


def test_all_or_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        first = free.getsockname()[1]
        free.close()
        refusal(Address("127.0.0.1", first), Address("127.0.0.1", other.getsockname()[1]))
        (again,) = bind_all([Address("127.0.0.1", first)])
        again.close()


def test_ipv6_may_be_missing_from_the_default_only(monkeypatch: pytest.MonkeyPatch) -> None:
    NoIpv6(monkeypatch)
    for addresses in (EVERYWHERE, (Address("", 0),)):
        (bound,) = bind_all(addresses)
        assert bound.family == socket.AF_INET
        bound.close()
    assert refusal(Address("::1", 0)) == "::1 is no address of this machine"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EACCES, "port 80 needs special rights; choose one above 1023"),
        (errno.EADDRNOTAVAIL, "127.0.0.1 is no address of this machine"),
        (errno.ENOBUFS, f"cannot listen on 127.0.0.1:80: {OSError(errno.ENOBUFS, 'x').strerror}"),
    ],
)
def test_other_reasons(monkeypatch: pytest.MonkeyPatch, number: int, sentence: str) -> None:
    def fail(_family: object, _host: object, _port: object) -> socket.socket:
        raise OSError(number, "x")

    monkeypatch.setattr(sockets, "_socket", fail)
    assert refusal(Address("127.0.0.1", 80)) == sentence


def has_ipv6() -> bool:
    with socket.socket(socket.AF_INET6) as one:
        try:
            one.bind(("::1", 0))
        except OSError:
            return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="no IPv6 on this machine")
def test_both_families_on_one_port_do_not_get_in_each_others_way() -> None:
    bound = bind_all([Address("", 0), Address("127.0.0.1", 0), Address("::1", 0)])
    try:
        families = [each.family for each in bound]
        assert families == [*[socket.AF_INET, socket.AF_INET6] * 2]
        assert bound[0].getsockname()[1] == bound[1].getsockname()[1]
    finally:
        for each in bound:
            each.close()


def test_a_host_name_is_all_its_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.2", 0)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_kind: found)
    bound = bind_all([Address("chat.example.org", 0)])
    try:
        hosts, ports = zip(*(each.getsockname() for each in bound), strict=True)
        assert hosts == ("127.0.0.1", "127.0.0.2")
        assert ports[0] == ports[1]
    finally:
        for each in bound:
            each.close()
