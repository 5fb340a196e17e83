"""What a server says when it starts, or cannot."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sockets.process import PATIENCE, ROOT, Process, running
from tests.sockets.serving import Client


def fails(*options: str) -> str:
    """The one line on standard error of a server that cannot start, which exits with 1."""
    done = subprocess.run(
        [sys.executable, "-m", "mensajeria", "server", "--lang", "en", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    return line


def test_the_first_line_says_where() -> None:
    with running("--ephemeral") as server:
        assert server.first_line == f"listening on 127.0.0.1:{server.address[1]}\n"
        assert server.address[1] > 0
        assert server.enter("ana").sync() == []


def test_a_taken_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        line = fails("--listen", f"127.0.0.1:{port}", "--data", str(tmp_path / "data"))
    assert line.startswith(f"mensajeria: port {port} is taken")
    assert "--listen 127.0.0.1:" in line
    assert not (tmp_path / "data").exists()


def test_an_address_of_somebody_else() -> None:
    line = fails("--ephemeral", "--listen", "198.51.100.1:7667")
    assert line == "mensajeria: 198.51.100.1 is no address of this machine"


def test_a_data_folder_in_use(tmp_path: Path) -> None:
    with running("--data", str(tmp_path)):
        line = fails("--data", str(tmp_path), "--listen", "127.0.0.1:0")
    assert "is using the data folder" in line


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("loop", ["whatever is installed", "asyncio"])
def test_no_more_open_files_is_no_end_and_no_spin(loop: str) -> None:
    """accept(2) fails with EMFILE while they are used up; who is inside is served all the time."""
    few = "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60))"
    if loop == "asyncio":
        few += "; sys.modules['uvloop'] = None"
    with running("--ephemeral", "--set", "limits.throttle=false", before=few) as server:
        ana = server.enter("ana")
        crowd = [server.connect() for _ in range(100)]
        for n in range(20):
            ana.send(f"PRIVMSG ana :{n}")
            ana.until(f"PRIVMSG ana :{n}")
        for client in crowd:
            client.reset()
        leo = let_in(server, "leo")
        assert any("JOIN #general" in line for line in ana.sync())
        leo.send("PRIVMSG #general :hola")
        assert ana.until("hola")
        code, errors = server.end()
    assert code == 0
    assert len(errors.splitlines()) < 100
    assert "Traceback" not in errors


def let_in(server: Process, nick: str) -> Client:
    """Connect until there is room again."""
    while True:
        client = server.connect()
        client.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        if " 001 " in client.line():
            return client
