"""The disk of a running server fills up and gets free again: nobody but the authors notices."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mensajeria.chat.events import Said
from tests.crash.victim import PATIENCE, Victim
from tests.crash.witness import journal

if sys.platform == "linux":
    import resource
else:
    pytest.skip("only Linux lets one limit another process (prlimit(2))", allow_module_level=True)

pytestmark = pytest.mark.crash


class Client:
    """Somebody in #plaza who says one thing at a time."""

    def __init__(self, port: int, nick: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._lines = self._socket.makefile("r", encoding="utf-8", newline="\r\n")
        self._asked = 0
        self.ask(f"NICK {nick}\r\nUSER {nick} 0 * :{nick}\r\nJOIN #plaza")

    def ask(self, line: str) -> list[str]:
        """Everything that comes until the server has dealt with the line."""
        self._asked += 1
        self._socket.sendall(f"{line}\r\nPING {self._asked}\r\n".encode())
        seen: list[str] = []
        while True:
            line = self._lines.readline().removesuffix("\r\n")
            assert line, "the server has hung up"
            if " PONG " in line and line.endswith(f" {self._asked}"):
                return seen
            seen.append(line)

    def close(self) -> None:
        self._lines.close()
        self._socket.close()


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Victim]:
    running = Victim(tmp_path / "data")
    yield running
    running.kill()


@pytest.fixture
def enter(victim: Victim) -> Iterator[Callable[[str], Client]]:
    clients: list[Client] = []

    def make(nick: str) -> Client:
        clients.append(Client(victim.port, nick))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def test_a_full_disk(tmp_path: Path, victim: Victim, enter: Callable[[str], Client]) -> None:
    data = tmp_path / "data"
    ana, leo = enter("ana"), enter("leo")
    ana.ask("PRIVMSG #plaza :before")
    assert heard(leo.ask("PING")) == ["before"]

    limits = resource.prlimit(victim.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(victim.pid, resource.RLIMIT_FSIZE, (1, limits[1]))
    (refusal,) = ana.ask("PRIVMSG #plaza :the one that finds out")
    assert " FAIL PRIVMSG NOT_STORED :" in refusal
    (refusal,) = leo.ask("PRIVMSG #plaza :not now")
    assert " FAIL PRIVMSG TEMPORARILY_UNAVAILABLE :" in refusal
    (refusal,) = leo.ask("JOIN #other")
    assert " FAIL JOIN TEMPORARILY_UNAVAILABLE :" in refusal
    eva = enter("eva")
    assert heard(eva.ask("PRIVMSG #plaza :nor me")) == []

    resource.prlimit(victim.pid, resource.RLIMIT_FSIZE, limits)
    give_up = time.monotonic() + PATIENCE
    while ana.ask("PRIVMSG #plaza :after"):
        assert time.monotonic() < give_up, "the server does not go on by itself"
        time.sleep(0.05)
    assert heard(leo.ask("PING")) == ["after"]
    victim.kill()
    assert [event.text for event in journal(data) if isinstance(event, Said)] == ["before", "after"]


def heard(lines: list[str]) -> list[str]:
    """What was said in #plaza."""
    return [
        text for _, said, text in (line.partition(" PRIVMSG #plaza :") for line in lines) if said
    ]
