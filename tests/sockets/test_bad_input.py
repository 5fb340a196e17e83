"""Bytes that no client should send: a clear line to their sender where there is one to give.

After each of them the server serves somebody else as before; and had no trouble (`Serving.stop`).
"""

from __future__ import annotations

import random

import pytest

from tests.sockets.conftest import Serve
from tests.sockets.serving import Client

TOO_LONG = "ERROR :Closing Link: 127.0.0.1 (Input line was far too long)"


def register(client: Client) -> None:
    client.send("NICK eva", "USER eva 0 * :Eva")
    client.sync()


def test_garbage(serve: Serve) -> None:
    server = serve()
    (ana,) = server.enter("ana")
    for seed in range(50):
        client = server.connect()
        client.raw(random.Random(seed).randbytes(5_000))
        client.hang_up()
        client.rest()
    assert ana.sync() == []


@pytest.mark.parametrize("registered", [True, False])
def test_one_megabyte_without_a_newline(serve: Serve, registered: bool) -> None:
    server = serve()
    (ana,) = server.enter("ana")
    client = server.connect()
    if registered:
        register(client)
        ana.sync()
    client.raw(b"x" * 1_000_000)
    assert client.rest() == [TOO_LONG]
    heard = ana.sync()
    assert heard == [":eva!~eva@127.0.0.1 QUIT :Input line was far too long"] * registered


def test_half_a_line_for_ever(serve: Serve) -> None:
    """Slowly, so that each piece is small; what is kept of it has a bound."""
    server = serve()
    client = server.connect()
    for _ in range(3000):
        client.raw(b"PRIVMSG #general :" + b"x" * 10)
    assert client.rest() == [TOO_LONG]


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"PRIVMSG #general :a\0b", "FAIL * INVALID_MESSAGE"),
        (b"PRIVMSG #general :\xff\xfe", "FAIL PRIVMSG INVALID_UTF8"),
        (b"\xff\xfe\xfd", "FAIL * INVALID_UTF8"),
        (b"\x01\x02\x03", "FAIL * INVALID_MESSAGE"),
        (b"NICK" + b" x" * 10_000, "417 eva"),
        (b"@" + b"a" * 9000 + b" PRIVMSG #general :x", "417 eva"),
        (b":" + b"a" * 600 + b" PRIVMSG #general :x", "417 eva"),
        (b"x" * 60_000, "417 eva"),
        (b"FROBNICATE", "421 eva"),
    ],
    ids=lambda value: value[:20].decode("ascii", "replace") if isinstance(value, bytes) else value,
)
def test_a_line_that_is_none_is_answered_and_the_next_one_counts(
    serve: Serve, sent: bytes, answer: str
) -> None:
    server = serve()
    (ana,) = server.enter("ana")
    eva = server.connect()
    register(eva)
    eva.raw(sent + b"\r\n")
    answers = eva.sync()
    assert len(answers) == 1
    assert answers[0].startswith(f":mensajeria.local {answer} ")
    eva.send("PRIVMSG #general :hola")
    eva.sync()
    assert ana.sync()[-1] == ":eva!~eva@127.0.0.1 PRIVMSG #general :hola"


def test_a_byte_at_a_time(serve: Serve) -> None:
    server = serve()
    (ana,) = server.enter("ana")
    eva = server.connect()
    for byte in b"NICK eva\r\nUSER eva 0 * :Eva\r\nPRIVMSG #general :ma\xc3\xb1ana\r\n":
        eva.raw(bytes([byte]))
    assert ana.until("PRIVMSG")[-1] == ":eva!~eva@127.0.0.1 PRIVMSG #general :mañana"


def test_nothing_but_ends_of_lines(serve: Serve) -> None:
    server = serve()
    eva = server.connect()
    eva.raw(b"\r\n\n\n\r\n" * 10_000)
    register(eva)
    assert eva.sync() == []
