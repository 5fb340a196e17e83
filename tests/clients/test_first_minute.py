"""The first minute in a real terminal of 80 by 24: start, scan, join as the owner."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
from pathlib import Path

import pytest

from mensajeria.app.qr import modules_of
from tests.clients.terminal import Terminal

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

ROOT = Path(__file__).parents[2]
FIREWALL = "#!/bin/sh\n[ $1 = --state ] && echo running || echo no\n"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A machine with a firewall of which `firewall-cmd` tells."""
    tool = tmp_path / "bin" / "firewall-cmd"
    tool.parent.mkdir()
    tool.write_text(FIREWALL)
    tool.chmod(0o755)
    folders = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
    return {
        **dict.fromkeys(folders, str(tmp_path)),
        "PATH": f"{tool.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LOGNAME": "maria",
    }


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def terminal(home: dict[str, str], *words: str) -> Terminal:
    command = [sys.executable, "-m", "mensajeria", *words]
    return Terminal(command, columns=80, rows=24, env={**home, "LC_ALL": "C.UTF-8"})


def test_who_starts_a_private_server_joins_it_by_its_code_and_owns_it(
    home: dict[str, str], tmp_path: Path
) -> None:
    where = f"127.0.0.1:{free_port()}"
    with terminal(home, "server", "--private", "--listen", where) as server:
        screen = server.wait_for("Ctrl-C stops the server.")
        assert "Its operator is maria, joining from here." in screen
        found = re.search(rf"http://{where}/#([a-z-]+)", screen)
        assert found is not None
        assert (tmp_path / "mensajeria" / "join-code").read_text().strip() == found[1]
        with terminal(home, "client", where, "--plain", "--name", "maria") as client:
            client.wait_for("password or code")
            client.type("kabo")
            client.wait_for("That is not the password.")
            client.type(found[1].upper().replace("-", " "))
            client.wait_for("you run this server here, so you are its operator")
        with terminal(home, "client", found[0], "--plain", "--name", "eva") as client:
            assert "code" not in client.wait_for("you are in #general now")


def test_the_qr_code_on_the_screen_is_the_link_and_the_firewall_is_told_of(
    home: dict[str, str],
) -> None:
    where = f"0.0.0.0:{free_port()}"
    options = ("--private", "--listen", where, "--set", "access=anyone")
    with terminal(home, "server", *options) as server:
        screen = server.wait_for("Ctrl-C stops the server.")
        link = re.search(r"http://\S+", screen)
        assert link is not None
        if link[0].startswith("http://127."):
            pytest.skip("this machine has no address but its own")
        rows = modules_of(link[0])
        lines = [line.ljust(len(rows))[: len(rows)] for line in screen.splitlines()]
        drawn = [line for line in lines if re.fullmatch("[ ▀▄█]+", line)]
        upper = [[int(block in "▀█") for block in line] for line in drawn]
        lower = [[int(block in "▄█") for block in line] for line in drawn]
        read = [row for pair in zip(upper, lower, strict=True) for row in pair]
        inner = [row for row in rows if any(row)]
        assert [row for row in read if any(row)] == inner
        screen = server.wait_for("-> sudo firewall-cmd --permanent --add-port=")
        assert "The firewall (firewalld) lets nobody in to port" in screen
