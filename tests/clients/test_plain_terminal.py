"""The line mode in a terminal, typed into and looked at as a person would."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.fake_server import FakeServer
from tests.clients.serving import Serving
from tests.clients.terminal import Terminal
from tests.clients.test_plain_pipes import pipe

pytestmark = pytest.mark.clients

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _needs_tmux() -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    own = {"XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    return {**own, "PATH": os.environ["PATH"], "USER": "maria", "LOGNAME": "maria"}


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as fake:
        yield fake


def client(home: dict[str, str], address: str, *options: str) -> Terminal:
    words = [sys.executable, "-m", "mensajeria", "client", address, "--plain", *options]
    status = f'trap : INT; {" ".join(words)}; echo "exit code $?"; exec sleep 100'
    return Terminal(["sh", "-c", status], env=home)


def test_a_name_is_asked_for_and_offered_the_next_time(
    server: FakeServer, home: dict[str, str]
) -> None:
    with client(home, server.address) as first:
        first.wait_for("Your name [maria]:")
        first.type("not a name")
        first.wait_for(
            "not a name cannot be a name. A name is made of letters of one alphabet, digits and"
            " signs such as -\nand _, without spaces;"
        )
        first.type("ana")
        first.wait_for("[#general]")
        first.type("/quit")
        first.wait_for("exit code 0")
    with client(home, server.address) as second:
        second.wait_for("Your name [ana]:")
        second.type("")
        second.wait_for("connected as ana")


def test_what_arrives_does_not_break_what_is_being_typed(
    server: FakeServer, home: dict[str, str]
) -> None:
    with client(home, server.address, "--name", "ana") as ana:
        ana.wait_for("[#general]")
        ana.press("half a th")
        server.tell(":leo!u@h PRIVMSG #general :hola \x1b]0;owned\x07")
        screen = ana.wait_for("<leo> hola ␛]0;owned␇")
        assert screen.splitlines()[-1] == "[#general] half a th"
        ana.type("ought")
        ana.wait_for("<ana> half a thought")
        assert server.said == ["half a thought"]


def test_tab_completes_nicks_and_commands(server: FakeServer, home: dict[str, str]) -> None:
    with client(home, server.address, "--name", "ana") as ana:
        ana.wait_for("[#general]")
        ana.press("le")
        ana.key("Tab")
        ana.wait_for("[#general] leo:")
        ana.type("hola")
        ana.wait_for("<ana> leo: hola")
        ana.press("/whoi")
        ana.key("Tab")
        ana.wait_for("[#general] /whois")


def test_a_name_in_use_is_asked_about(home: dict[str, str]) -> None:
    with FakeServer(taken=("ana",)) as server, client(home, server.address, "--name", "ana") as ana:
        ana.wait_for("Somebody else is called ana.")
        ana.wait_for("Another name:")
        ana.type("eva")
        ana.wait_for("connected as eva")
        ana.wait_for("[#general]")


@pytest.mark.parametrize("key", ["C-d", "C-c"])
def test_control_d_and_control_c_leave(server: FakeServer, home: dict[str, str], key: str) -> None:
    with client(home, server.address, "--name", "ana") as ana:
        ana.wait_for("[#general]")
        ana.key(key)
        ana.wait_for("exit code 0")
        assert "Traceback" not in ana.screen()


def test_control_c_ends_waiting_for_a_server_that_is_not_there(home: dict[str, str]) -> None:
    with FakeServer() as gone:
        address = gone.address
    with client(home, address, "--name", "ana") as ana:
        ana.wait_for(f"No chat server answers at {address}.")
        ana.key("C-c")
        ana.wait_for("exit code 0")


def test_a_server_that_comes_back_is_come_back_to(home: dict[str, str]) -> None:
    with FakeServer(breaks_at=(2,)) as server, client(home, server.address, "--name", "ana") as ana:
        ana.wait_for("[#general]")
        ana.type("one")
        ana.wait_for("<ana> one")
        ana.type("two")
        ana.wait_for("the connection broke before the server had confirmed it")
        ana.wait_for("what was said meanwhile could not be shown")
        ana.type("three")
        ana.wait_for("<ana> three")


def test_spanish(server: FakeServer, home: dict[str, str]) -> None:
    with client({**home, "LC_ALL": "es_ES.UTF-8"}, server.address) as ana:
        ana.wait_for("[maria]")
        ana.type("ana")
        ana.wait_for("[#general]")
        ana.type("/nonsense")
        screen = ana.wait_for("/help")
        assert "There is no command" not in screen
        assert "connected as" not in screen


def test_our_own_server(tmp_path: Path, home: dict[str, str]) -> None:
    lines = [f"line {number}" for number in range(10_000)]
    with (
        Serving(tmp_path / "data", "limits.throttle=false") as own,
        client(home, own.address, "--name", "ana") as ana,
    ):
        ana.wait_for("[#general]")
        done = pipe(home, own.address, "\n".join(lines))
        assert (done.returncode, done.stderr) == (0, "")
        heard = [line[14:] for line in done.stdout.splitlines() if "<bot>" in line]
        assert heard == lines
        ana.wait_for("<bot> line 9999")
        ana.type("bye")
        ana.wait_for("<ana> bye")
        ana.type("/quit")
        ana.wait_for("exit code 0")
