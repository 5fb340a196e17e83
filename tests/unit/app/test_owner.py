"""Where the token of a server is left, and who finds it."""

from __future__ import annotations

import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mensajeria.app import configuration, owner
from mensajeria.app.folders import data_folder
from mensajeria.app.owner import Owner, running_folder, token_of
from mensajeria.app.reading import ConfigurationError
from mensajeria.client import session


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path / "mensajeria"


@pytest.fixture
def bound() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as one:
        yield one


def test_a_client_of_the_same_account_finds_it_while_the_server_runs(
    folder: Path, bound: socket.socket
) -> None:
    port = bound.getsockname()[1]
    mine = Owner()
    mine.leave([bound])
    assert token_of("127.0.0.1", "127.0.0.1", port) == mine.token
    mine.forget()
    assert token_of("127.0.0.1", "127.0.0.1", port) == ""
    assert list(folder.iterdir()) == []


def test_each_start_has_another() -> None:
    assert len({Owner().token for _ in range(10)}) == 10


def test_it_is_shown_to_nobody_else(folder: Path, bound: socket.socket) -> None:
    """Neither to another machine, nor to another server here that has the port elsewhere."""
    port = bound.getsockname()[1]
    Owner().leave([bound])
    assert token_of("192.0.2.1", "127.0.0.1", port) == ""
    assert token_of("192.0.2.1", "192.0.2.1", port) == ""
    assert token_of("127.0.0.1", "127.0.0.1", port + 1 if port < 65535 else 1024) == ""


@pytest.mark.parametrize(
    ("host", "reached"), [("0.0.0.0", "192.0.2.1"), ("::", "2001:db8::1"), ("::", "::1")]
)
def test_a_server_on_all_addresses_is_found_at_each(folder: Path, host: str, reached: str) -> None:
    folder.mkdir(parents=True)
    (folder / "7667").write_text(f"token\n{host}\n")
    assert token_of(reached, reached, 7667) == "token"
    assert token_of("127.0.0.1" if host == "::" else "::1", "", 7667) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps folders, not files, apart")
def test_only_the_owner_may_read_it(folder: Path, bound: socket.socket) -> None:
    folder.mkdir(parents=True)
    old = folder / str(bound.getsockname()[1])
    old.write_text("of a server that was killed")
    old.chmod(0o644)
    Owner().leave([bound])
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


def test_nowhere_to_leave_it_is_no_reason_not_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: socket.socket
) -> None:
    (tmp_path / "mensajeria").write_text("a file, where a folder should be")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    mine = Owner()
    mine.leave([bound])
    assert token_of("127.0.0.1", "127.0.0.1", bound.getsockname()[1]) == ""
    mine.forget()


def test_without_a_runtime_folder_it_is_beside_what_is_kept() -> None:
    assert running_folder({"XDG_RUNTIME_DIR": "relative"}) == data_folder() / "running"
    assert owner.running_folder({}) == data_folder() / "running"


def test_both_sides_call_it_the_same_and_nobody_else_is_called_so() -> None:
    assert session.OWNER == configuration.OWNER
    with pytest.raises(ConfigurationError, match="owner is whoever runs the server"):
        configuration.load(environment={}, settings=["operators=[{name='owner', password='x'}]"])
