"""Connections that end at any moment, in any way: the rest hears a QUIT, and nothing is left."""

from __future__ import annotations

import random

import pytest

from mensajeria.engine.settings import Settings
from tests.sockets.conftest import Serve
from tests.sockets.serving import Client, Serving

LINES = (
    b"CAP LS 302\r\nNICK eva\r\nUSER eva 0 * :Eva\r\nCAP REQ :batch echo-message server-time\r\n"
    b"CAP END\r\nJOIN #a,#b\r\nNAMES #general\r\nPRIVMSG #general :hola\r\n"
    b"NICK eve\r\nLIST\r\nQUIT\r\n"
)


def end(client: Client, how: str) -> None:
    """End it by a FIN, by a RST, or by a FIN while it goes on reading."""
    if how == "reset":
        client.reset()
    elif how == "half close":
        client.hang_up()
        client.rest()
    else:
        client.close()


def nobody_is_left_but(number: int, server: Serving) -> None:
    server.wait_until(lambda: len(server.hub.callers) == number)
    server.call(server.hub.flush)
    assert server.call(lambda: len(server.hub.connections)) == number
    assert server.call(lambda: len(server.hub.engine.network.users)) == number


@pytest.mark.parametrize("how", ["close", "reset", "half close"])
def test_in_the_middle_of_anything(serve: Serve, how: str) -> None:
    server = serve()
    (ana,) = server.enter("ana")
    cuts = random.Random(1).sample(range(len(LINES)), 60)
    for cut in [0, len(LINES), *cuts]:
        eva = server.connect()
        eva.raw(LINES[:cut])
        end(eva, how)
    nobody_is_left_but(1, server)
    ana.send("PRIVMSG ana :still here")
    assert any("still here" in line for line in ana.sync())


@pytest.mark.parametrize("how", ["close", "reset"])
def test_while_others_talk(serve: Serve, how: str) -> None:
    server = serve()
    ana, leo = server.enter("ana", "leo")
    for n in range(20):
        eva = server.connect()
        eva.send(f"NICK eva{n}", "USER eva 0 * :Eva")
        ana.send(*(f"PRIVMSG #general :{n} {m}" for m in range(50)))
        end(eva, how)
    nobody_is_left_but(2, server)
    ana.sync()
    said = [line.partition(" :")[2] for line in leo.sync() if "PRIVMSG" in line]
    assert said == [f"{n} {m}" for n in range(20) for m in range(50)]


def test_while_a_password_is_checked(serve: Serve) -> None:
    server = serve(Settings(password="secreto"))
    server.surroundings.by_hand = True
    eva = server.connect()
    eva.send("PASS secreto", "NICK eva", "USER eva 0 * :Eva")
    server.wait_until(lambda: bool(server.surroundings.asked))
    eva.reset()
    server.call(server.surroundings.answer)
    nobody_is_left_but(0, server)


def test_while_what_it_said_is_being_stored(serve: Serve) -> None:
    server = serve(at_once=False)
    eva = server.connect()
    eva.send("NICK eva", "USER eva 0 * :Eva")
    server.wait_until(lambda: server.journal.waiting == 1)
    eva.reset()
    server.wait_until(lambda: not server.hub.callers)
    server.store()
    nobody_is_left_but(0, server)
    assert server.call(lambda: server.hub.engine.settled)
