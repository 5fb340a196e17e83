"""What is redacted never comes back: whole or not at all, whenever the server is killed."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random, SystemRandom

import pytest

from mensajeria.chat.events import Erased, Redacted, Said
from mensajeria.storage.archive.reading import everything
from mensajeria.wire.message import Message, parse
from tests.crash.victim import PATIENCE, Victim

ROUNDS = 3
MESSAGES = 400

pytestmark = pytest.mark.crash


def secret(round_: int, number: int) -> str:
    return f"<secret-{round_}-{number}>"


def talk(victim: Victim) -> tuple[socket.socket, Iterator[Message]]:
    """Somebody in #plaza, and the lines that they are told until the end."""
    link = socket.create_connection(("127.0.0.1", victim.port), PATIENCE)
    caps = "message-tags echo-message draft/message-redaction"
    link.sendall(f"CAP REQ :{caps}\r\nNICK ana\r\nUSER a 0 * :A\r\nCAP END\r\n".encode())
    link.sendall(b"JOIN #plaza\r\n")
    return link, lines(link)


def lines(link: socket.socket) -> Iterator[Message]:
    rest = b""
    while True:
        try:
            data = link.recv(65536)
        except ConnectionResetError:
            return
        if not data:
            return
        *whole, rest = (rest + data).split(b"\r\n")
        yield from map(parse, whole)


def killed_while_redacting(data: Path, round_: int, chance: Random) -> set[str]:
    """The ids of those messages of which somebody was told that they are redacted."""
    victim = Victim(data)
    told: set[str] = set()
    last = chance.randrange(1, MESSAGES // 2)
    try:
        link, heard = talk(victim)
        for number in range(MESSAGES):
            link.sendall(f"PRIVMSG #plaza :{secret(round_, number)}\r\n".encode())
        for message in heard:
            if message.command == "PRIVMSG":
                if chance.random() < 0.7:
                    link.sendall(f"REDACT #plaza {message.tags['msgid']}\r\n".encode())
            elif message.command == "REDACT":
                told.add(message.params[1])
                if len(told) == last:
                    victim.kill()
        link.close()
    finally:
        victim.kill()
    return told


def test_it_is_deleted_wholly_or_not_at_all(tmp_path: Path) -> None:
    seed = SystemRandom().randrange(1, 1 << 32)
    print(f"seed {seed}")  # noqa: T201 - to be seen when it fails
    chance, data = Random(seed), tmp_path / "data"
    told: set[str] = set()
    for round_ in range(ROUNDS):
        told |= killed_while_redacting(data, round_, chance)
        events = list(everything(data))
        redacted = {event.redacted for event in events if isinstance(event, Redacted)}
        erased = {event.msgid for event in events if isinstance(event, Erased)}
        assert told <= redacted
        assert redacted == erased
    left = {event.text.encode() for event in everything(data) if isinstance(event, Said)}
    possible = {secret(r, n).encode() for r in range(ROUNDS) for n in range(MESSAGES)}
    _until_nothing_is_left(data, possible - left)
    assert told


def _until_nothing_is_left(data: Path, gone: set[bytes]) -> None:
    """The next server empties the log by itself soon after its start."""
    victim, give_up = Victim(data), time.monotonic() + PATIENCE
    try:
        while found := _found(data, gone):
            assert time.monotonic() < give_up, found
            time.sleep(0.1)
    finally:
        victim.kill()


def _found(data: Path, gone: set[bytes]) -> set[bytes]:
    stored = b"".join(path.read_bytes() for path in data.glob("mensajeria.db*"))
    return {text for text in gone if text in stored}
