"""systemd without systemd: its variables, its sockets, and what it is told."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mensajeria.app.service_manager import sockets_given, tell
from tests.sockets.process import PATIENCE, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="systemd is for Linux")

HAND_OVER = (
    "import os, socket; s = socket.create_server(('127.0.0.1', 0)); os.dup2(s.fileno(), 3);"
    " os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1', LISTEN_FDNAMES='x')"
)
"""What systemd does between fork and exec (sd_listen_fds(3))."""


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """Where a service manager listens; the path of it is its name."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one:
        one.bind(str(tmp_path / "notify"))
        one.settimeout(PATIENCE)
        yield one


@pytest.mark.slow
def test_sockets_that_are_handed_over_take_the_place_of_listen() -> None:
    with running("--ephemeral", before=HAND_OVER) as server:
        assert server.enter("ana").sync() == []
        server.signal(signal.SIGTERM)
        assert server.exit_code() == 0


def test_the_manager_is_told(manager: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", manager.getsockname())
    with running("--ephemeral") as server:
        assert manager.recv(100) == b"READY=1"
        server.signal(signal.SIGHUP)
        state, usec = manager.recv(100).split(b"\n")
        assert state == b"RELOADING=1"
        assert usec.startswith(b"MONOTONIC_USEC=")
        assert manager.recv(100) == b"READY=1"
        server.signal(signal.SIGTERM)
        assert manager.recv(100) == b"STOPPING=1"


def test_an_abstract_address() -> None:
    """ "The first character of $NOTIFY_SOCKET [...] '@' [is] an abstract namespace socket"."""
    name = f"mensajeria-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one:
        one.bind(f"\0{name}")
        tell("READY=1", {"NOTIFY_SOCKET": f"@{name}"})
        assert one.recv(100) == b"READY=1"


@pytest.mark.parametrize("where", ["", "relative", "/nobody/is/there", "vsock:2:1"])
def test_nobody_to_tell(where: str) -> None:
    tell("READY=1", {"NOTIFY_SOCKET": where})


@pytest.mark.parametrize("changed", [{"LISTEN_PID": "1"}, {"LISTEN_FDS": "-1"}, {"LISTEN_FDS": ""}])
def test_sockets_for_another_process_are_not_ours(changed: dict[str, str]) -> None:
    environment = {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1", **changed}
    assert sockets_given(environment) == []
    assert environment == {}
