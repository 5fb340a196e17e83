"""Our client against ngircd, somebody else's server, which knows nothing of ours."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.terminal import Terminal
from tests.clients.test_plain_pipes import PATIENCE, command, pipe, read_until

pytestmark = pytest.mark.clients

SETTINGS = """\
[Global]
Name = irc.example.net
Info = for a test
Listen = 127.0.0.1
Ports = {port}
ServerUID = {user}
ServerGID = {group}
{password}
[Limits]
MaxNickLength = 20
MaxConnectionsIP = 0
[Options]
DNS = no
Ident = no
PAM = no
SyslogFacility = local0
"""


class NgIrcd:
    """A server process on a free loopback port; ends with its `with` block."""

    def __init__(self, folder: Path, password: str = "") -> None:
        program = shutil.which("ngircd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None:
            pytest.skip("ngircd is not installed")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        import grp

        line = f"Password = {password}" if password else ""
        settings = folder / "ngircd.conf"
        group = grp.getgrgid(os.getgid()).gr_name
        user = getpass.getuser()
        settings.write_text(SETTINGS.format(port=self.port, user=user, group=group, password=line))
        self.process = subprocess.Popen(
            [program, "-n", "-f", str(settings)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        assert self.process.stdout is not None
        heard = []
        for line in self.process.stdout:
            heard.append(line)
            if re.search(r"Server .* ready", line):
                return
        raise AssertionError(f"ngircd ended: {''.join(heard)}")

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> NgIrcd:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    own = {"XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": root, "LC_ALL": "C.UTF-8"}
    return {**os.environ, **own}


@pytest.fixture
def ngircd(tmp_path: Path) -> Iterator[NgIrcd]:
    with NgIrcd(tmp_path) as server:
        yield server


def test_lines_go_in_one_end_and_come_out_at_the_other(
    ngircd: NgIrcd, home: dict[str, str]
) -> None:
    with subprocess.Popen(
        command(ngircd.address, "--name", "log"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        env=home,
    ) as log:
        read_until(log, "you are in #general now")
        done = pipe(home, ngircd.address, "".join(f"línea {n}\n" for n in range(20)))
        assert (done.returncode, done.stderr) == (0, "")
        for number in range(20):
            assert read_until(log, "<bot>").endswith(f"<bot> línea {number}\n")
        log.terminate()
        assert log.wait(PATIENCE) == 0


def test_a_refused_channel_is_one_sentence(ngircd: NgIrcd, home: dict[str, str]) -> None:
    with socket.create_connection(("127.0.0.1", ngircd.port)) as owner:
        owner.sendall(b"NICK owner\r\nUSER o 0 * :o\r\nJOIN #club\r\nMODE #club +i\r\nPING end\r\n")
        heard = b""
        while b"PONG" not in heard:
            heard += owner.recv(65536)
        done = pipe(home, ngircd.address, "hola\n", "--name", "bot", "--channel", "#club")
    assert done.returncode == 1
    assert done.stderr == "mensajeria: #club can be entered by invitation only.\n"


def test_a_person_chats(ngircd: NgIrcd, home: dict[str, str]) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    words = [sys.executable, "-m", "mensajeria", "client", ngircd.address, "--name", "ana"]
    with Terminal([*words, "--plain"], env=home) as ana:
        ana.wait_for("[#general]")
        ana.type("hola, ñandú")
        ana.wait_for("<ana> hola, ñandú")
        ana.press("half a thought")
        done = pipe(home, ngircd.address, "good evening\n")
        assert done.returncode == 0
        ana.wait_for("<bot> good evening")
        assert ana.screen().splitlines()[-1] == "[#general] half a thought"
        ana.key("C-u")
        ana.type("/topic tea and cake")
        ana.wait_for("ana set the topic of #general: tea and cake")
        ana.type("/nick anita")
        ana.wait_for("you are anita now")
        ana.type("/msg nobody are you there")
        ana.wait_for("There is nobody called nobody.")
        ana.type("/whois anita")
        ana.wait_for("anita: ")
        ana.type("/list")
        ana.wait_for("#general (1): tea and cake")


def test_the_password_is_asked_for(tmp_path: Path, home: dict[str, str]) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    with NgIrcd(tmp_path, password="sesame") as server:
        words = [sys.executable, "-m", "mensajeria", "client", server.address, "--name", "ana"]
        with Terminal([*words, "--plain"], env=home) as ana:
            ana.wait_for("The server's password or code:")
            ana.type("sesame")
            screen = ana.wait_for("[#general]")
            assert "sesame" not in screen
