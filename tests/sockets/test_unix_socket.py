"""`--listen unix:/PATH`: who is on this machine and may write to that file."""

from __future__ import annotations

import os
import signal
import socket
import stat
import sys
from pathlib import Path

import pytest

from tests.sockets.process import PATIENCE, running
from tests.sockets.test_starting import fails

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has none in Python")

LOOPS = ["pass", "import sys; sys.modules['uvloop'] = None"]


def welcomed(path: Path) -> str:
    """The line with which somebody is welcomed who comes in there."""
    with socket.socket(socket.AF_UNIX) as one:
        one.settimeout(PATIENCE)
        one.connect(str(path))
        one.sendall(b"NICK ana\r\nUSER ana 0 * :Ana\r\n")
        return one.makefile().readline()


@pytest.mark.parametrize("before", LOOPS)
def test_in_and_out(tmp_path: Path, before: str) -> None:
    path = tmp_path / "chat.sock"
    with running("--ephemeral", "--listen", f"unix:{path}", before=before) as server:
        assert welcomed(path).endswith("ana!~ana@127.0.0.1\n")
        assert stat.S_IMODE(path.stat().st_mode) == 0o660
        server.signal(signal.SIGTERM)
        assert server.exit_code() == 0
    assert not path.exists()


def test_every_door_is_there(tmp_path: Path) -> None:
    path = tmp_path / "chat.sock"
    with running("--ephemeral", "--listen", f"unix:{path}"), socket.socket(socket.AF_UNIX) as one:
        one.settimeout(PATIENCE)
        one.connect(str(path))
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert one.makefile().readline() == "HTTP/1.1 200 OK\n"
    with running("--ephemeral", "--listen", f"unix:{path}"), socket.socket(socket.AF_UNIX) as one:
        one.settimeout(PATIENCE)
        one.connect(str(path))
        one.sendall(b"hello?\n")
        assert one.makefile().readline().startswith("This is mensajeria, a chat")


def test_what_a_killed_server_left_behind_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "chat.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    with running("--ephemeral", "--listen", f"unix:{path}"):
        assert "001" in welcomed(path)


def test_a_server_that_lives_is_not_robbed(tmp_path: Path) -> None:
    path = tmp_path / "chat.sock"
    with running("--ephemeral", "--listen", f"unix:{path}"):
        line = fails("--ephemeral", "--listen", "127.0.0.1:0", "--listen", f"unix:{path}")
        assert line == (
            f"mensajeria: {path} is taken, maybe by another server; stop that one or choose another"
        )
        assert "001" in welcomed(path)


def test_what_is_no_socket_stays(tmp_path: Path) -> None:
    path = tmp_path / "chat.sock"
    path.write_text("a diary")
    line = fails("--ephemeral", "--listen", f"unix:{path}")
    assert line.startswith(f"mensajeria: {path} is there and is no socket")
    assert path.read_text() == "a diary"


def test_it_is_removed_when_another_address_cannot_be_had(tmp_path: Path) -> None:
    path = tmp_path / "chat.sock"
    fails("--ephemeral", "--listen", f"unix:{path}", "--listen", "198.51.100.1:7667")
    assert not path.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "no" / "chat.sock"
    line = fails("--ephemeral", "--listen", f"unix:{path}")
    assert line == f"mensajeria: cannot listen on unix:{path}: {os.strerror(2)}"


def test_a_path_that_is_too_long(tmp_path: Path) -> None:
    line = fails("--ephemeral", "--listen", f"unix:{tmp_path}/{'x' * 120}")
    assert line.endswith("too long")


def test_a_system_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from mensajeria.app import unix_socket

    monkeypatch.delattr(socket, "AF_UNIX")
    with pytest.raises(unix_socket.NoUnixSocket, match="this system has no Unix sockets"):
        unix_socket.bind("/run/chat.sock")
