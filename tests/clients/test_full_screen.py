"""The full screen in a real terminal, against the real server and against ngircd."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.serving import Serving
from tests.clients.terminal import PATIENCE, Terminal
from tests.clients.test_ngircd import NgIrcd
from tests.clients.test_plain_pipes import pipe

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    own = {"XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    return {**own, "PATH": os.environ["PATH"], "USER": "maria", "LOGNAME": "maria"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with Serving(tmp_path / "data") as serving:
        yield serving


def client(home: dict[str, str], address: str, *options: str, columns: int = 110) -> Terminal:
    words = [sys.executable, "-m", "mensajeria", "client", address, *options]
    status = f'{" ".join(words)}; echo "exit code $?"; exec sleep 100'
    return Terminal(["sh", "-c", status], env=home, columns=columns)


def test_a_person_comes_chats_and_goes(server: Serving, home: dict[str, str]) -> None:
    pipe(home, server.address, "said before\n", "--name", "leo")
    with client(home, server.address) as ana:
        ana.wait_for(" maria ")
        ana.key("C-u")
        ana.press("ana")
        ana.wait_for(" ana ")
        ana.key("Enter")
        ana.wait_for("leo said before")
        ana.press("hola ¡")
        ana.key("M-Enter")
        ana.type("y más")
        ana.wait_for("ana hola ¡")
        ana.wait_for("y más", without="…")  # which says that it is on its way
        pipe(home, server.address, "ana, listen\n", "--name", "eva")
        ana.wait_for("eva ana, listen")
        ana.key("M-1")
        ana.wait_for("connected as ana")
        ana.key("M-2")
        ana.wait_for("Write to #general")
        ana.key("F1")
        ana.wait_for("Alt+Enter")
        ana.key("Escape")
        ana.key("C-q")
        ana.wait_for("exit code 0")


def test_in_spanish_on_a_small_terminal(server: Serving, home: dict[str, str]) -> None:
    words = {**home, "LANGUAGE": "es"}
    with client(words, server.address, "--name", "ana", "--lang", "es", columns=80) as ana:
        ana.wait_for("Escribe a #general")
        screen = ana.wait_for("F1 ayuda")
        assert "1 persona" in screen
        assert "Canales" in screen


def test_against_a_server_without_any_of_it(tmp_path: Path, home: dict[str, str]) -> None:
    with NgIrcd(tmp_path) as ngircd, client(home, ngircd.address, "--name", "ana") as ana:
        ana.wait_for("Write to #general")
        ana.type("hola, ñandú")
        ana.wait_for("ana hola, ñandú")
        pipe(home, ngircd.address, "good evening\n")
        ana.wait_for("bot good evening")
        ana.type("/topic tea and cake")
        ana.wait_for("ana set the topic of #general: tea")
        ana.type("/msg nobody are you there")
        ana.wait_for("Not delivered to nobody: are you there")
        ana.key("M-3")
        ana.wait_for("not sent: There is nobody")
        ana.key("M-2")
        ana.type("/whois ana")
        ana.wait_for("real name ana")


def test_on_three_servers_at_a_time(
    server: Serving, tmp_path_factory: pytest.TempPathFactory, home: dict[str, str]
) -> None:
    other = tmp_path_factory.mktemp("other")
    casa = Serving(other / "data", 'server.network="Casa"', 'password="secreto"')
    with casa, NgIrcd(other) as ngircd, client(home, server.address, "--name", "ana") as ana:
        ana.wait_for("1 person")
        ana.type(f"/connect {casa.address} eva")
        ana.wait_for(f"The password or code of {casa.address}")
        ana.type("secreto")
        ana.wait_for("#general · Casa")
        ana.type(f"/connect {ngircd.address}")
        ana.wait_for("#general · 127.0.0.1")
        ana.type("hola, ñandú")
        ana.wait_for("eva hola, ñandú")
        pipe(home, server.address, "ana, listen\n", "--name", "leo")
        ana.wait_for("mensajeria      @1")
        ana.key("M-a")
        ana.wait_for("leo ana, listen")
        casa.process.terminate()
        ana.wait_for("Casa             !")
        ana.type("still here")
        ana.wait_for("ana still here")
        ana.type("/quit")
        ana.wait_for("exit code 0")


def test_plain_and_dumb_terminals_get_lines(server: Serving, home: dict[str, str]) -> None:
    with client(home, server.address, "--name", "ana", "--plain") as ana:
        ana.wait_for("[#general]")
    with client({**home, "TERM": "dumb"}, server.address, "--name", "leo") as leo:
        leo.wait_for("[#general]")


def test_it_ends_with_its_terminal(server: Serving, home: dict[str, str]) -> None:
    with socket.create_connection((server.host, server.port), PATIENCE) as witness:
        witness.sendall(b"NICK leo\r\nUSER leo 0 * leo\r\n")
        heard = witness.makefile(encoding="utf-8")
        with client(home, server.address, "--name", "ana") as ana:
            ana.wait_for("Write to #general")
            ana.wait_for("2 people")
        assert any(line.startswith(":ana!") and " QUIT " in line for line in heard)
