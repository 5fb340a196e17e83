"""A server looked at from a client's side, with its answers made up, and a real one."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

import pytest

from mensajeria.app.doctor import there
from mensajeria.app.doctor.finding import Finding, Level
from mensajeria.app.doctor.there import Reached, addresses_of, answers, ask, certificate, examine
from mensajeria.client.address import ServerAddress
from mensajeria.client.trust import VOUCHED, Known
from tests.clients.fake_server import FakeServer

CASA = ServerAddress("casa.example", 7667)
WELL = Reached(b":casa CAP * LS :batch\r\n", b"HTTP/1.1 200 OK\r\n", "AB:CD")


def failing(error: Exception) -> Callable[[ServerAddress], Reached]:
    def reach(_address: ServerAddress) -> Reached:
        raise error

    return reach


def look(reach: Callable[[ServerAddress], Reached]) -> list[Finding]:
    return list(examine(CASA, None, lambda _address: ["192.168.1.20"], reach))


def test_all_is_well() -> None:
    found = look(lambda _address: WELL)
    assert {each.level for each in found} == {Level.FINE}
    assert [each.sentence for each in found] == [
        "casa.example is 192.168.1.20.",
        "Port 7667 is open.",
        "A chat server answers: it speaks IRC.",
        "It speaks TLS; the fingerprint of its certificate is AB:CD",
        "It has a page for browsers.",
    ]


def test_an_unknown_name_ends_it() -> None:
    def resolve(_address: ServerAddress) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    (found,) = examine(CASA, None, resolve, failing(AssertionError("not asked")))
    assert found.level is Level.PROBLEM
    assert found.sentence == "No machine called casa.example is known."


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), "Is the server running"),
        (TimeoutError("timed out"), "A firewall may swallow"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "in the same network?"),
    ],
)
def test_no_connection(error: OSError, advice: str) -> None:
    *_name, found = look(failing(error))
    assert found.level is Level.PROBLEM
    assert advice in found.advice


@pytest.mark.parametrize(
    ("answer", "level", "says"),
    [
        (b":x CAP * LS :\r\n", Level.FINE, "speaks IRC"),
        (b":x 451 * CAP :You have not registered\r\n", Level.FINE, "speaks IRC"),
        (b":x NOTICE * :*** Looking up\r\n", Level.FINE, "speaks IRC"),
        (
            b"ERROR :Closing Link: 8.8.8.8 (This server is for its local network only)\r\n",
            Level.PROBLEM,
            "for its local network only",
        ),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Level.PROBLEM, "no chat server"),
        (b"", Level.PROBLEM, "no chat server"),
    ],
)
def test_what_answers(answer: bytes, level: Level, says: str) -> None:
    found = next(answers(Reached(answer, b"", "AB:CD")))
    assert found.level is level
    assert says in found.sentence


@pytest.mark.parametrize(
    ("shown", "known", "level"),
    [
        ("AB:CD", None, Level.FINE),
        ("AB:CD", Known("AB:CD"), Level.FINE),
        ("AB:CD", VOUCHED, Level.FINE),
        ("AB:CD", Known("EF:01"), Level.PROBLEM),
        (None, None, Level.WARNING),
        (None, Known("AB:CD"), Level.PROBLEM),
    ],
)
def test_the_certificate_beside_what_is_known(
    shown: str | None, known: Known | None, level: Level
) -> None:
    assert certificate(shown, known).level is level


def test_a_real_one_that_only_speaks_irc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(there, "PATIENCE", 0.3)  # it is silent to what it does not understand
    with FakeServer(greeting=b":fake NOTICE * :hello\r\n") as server:
        address = ServerAddress("127.0.0.1", server.port)
        assert addresses_of(address) == ["127.0.0.1"]
        reached = ask(address)
    assert reached.irc.startswith(b":fake NOTICE")
    assert reached.fingerprint is None


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
    *_rest, found = examine(ServerAddress("127.0.0.1", port))
    assert found.level is Level.PROBLEM
