"""Our client against InspIRCd, with modules that show what other servers do otherwise: history that
comes without being asked for, and lines that are changed on their way.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.terminal import PATIENCE, Terminal

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

MODULES = (
    *("cap", "chanhistory", "ircv3", "ircv3_batch", "ircv3_capnotify", "ircv3_ctctags"),
    *("ircv3_echomessage", "ircv3_labeledresponse", "ircv3_msgid", "ircv3_servertime"),
    *("namesx", "stripcolor"),
)
SETTINGS = """\
<server name="irc.example" description="for a test" network="Example">
<admin name="a" nick="a" email="a@example.invalid">
<bind address="127.0.0.1" port="{port}" type="clients">
<connect allow="*" resolvehostnames="no" useident="no" localmax="100" globalmax="100">
<options defaultmodes="not">
<chanhistory maxlines="50" bots="yes">
<log method="file" type="*" level="default" target="{folder}/log">
<pid file="{folder}/pid">
"""


class InspIrcd:
    """A server process on a free loopback port; ends with its `with` block."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("inspircd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None:
            pytest.skip("inspircd is not installed")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        settings = folder / "inspircd.conf"
        modules = "".join(f'<module name="{name}">\n' for name in MODULES)
        settings.write_text(SETTINGS.format(port=self.port, folder=folder) + modules, "utf-8")
        as_root = ["--runasroot"] if os.geteuid() == 0 else []
        self.process = subprocess.Popen(
            [program, "--nofork", *as_root, "--config", str(settings)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        assert self.process.stdout is not None
        heard = []
        for line in self.process.stdout:
            heard.append(line)
            if "now running" in line:
                return
        raise AssertionError(f"inspircd ended: {''.join(heard)}")

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> InspIrcd:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)


@pytest.fixture
def inspircd(tmp_path: Path) -> Iterator[InspIrcd]:
    with InspIrcd(tmp_path) as server:
        yield server


def test_history_that_nobody_asked_for_and_lines_that_are_changed(
    inspircd: InspIrcd, tmp_path: Path
) -> None:
    env = {"XDG_CONFIG_HOME": str(tmp_path), "USER": "ana", "LOGNAME": "ana"}
    words = [sys.executable, "-m", "mensajeria", "client", inspircd.address, "--name", "ana"]
    with socket.create_connection(("127.0.0.1", inspircd.port), PATIENCE) as leo:
        heard = leo.makefile(encoding="utf-8")
        leo.sendall(b"NICK leo\r\nUSER leo 0 * :Leo\r\n")
        assert any(" 001 " in line for line in heard)
        leo.sendall(b"JOIN #h\r\nMODE #h +HS 20:1d\r\n")
        leo.sendall(b"PRIVMSG #h :said before you came\r\nPING end\r\n")
        assert any(line.rstrip().endswith("end") for line in heard)
        with Terminal([*words, "--channel", "#h"], env=env, columns=110) as ana:
            ana.wait_for("leo said before you came")
            ana.key("C-b")
            ana.type("bold")
            ana.wait_for("ana bold", without="…")
            assert ana.screen().count("bold") == 1
            leo.sendall(b"PRIVMSG #h :ana, \x0304red\r\n")
            ana.wait_for("leo ana, red")
            ana.type("/whois LEO")
            ana.wait_for("real name Leo")
