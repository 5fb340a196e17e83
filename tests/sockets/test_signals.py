"""How a server ends: everybody is told, what was said is stored, exit 0."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from mensajeria.chat.events import Said
from mensajeria.storage.archive.reading import everything
from tests.sockets.process import running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


def stored_texts(data: Path) -> list[str]:
    return [each.text for each in everything(data) if isinstance(each, Said)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_everybody_is_told_and_all_is_stored(tmp_path: Path, number: signal.Signals) -> None:
    data = tmp_path / "data"
    with running("--data", str(data), "--set", "limits.throttle=false") as server:
        ana, leo = server.enter("ana"), server.enter("leo")
        ana.sync()
        said = [str(n) for n in range(500)]
        leo.send(*(f"PRIVMSG #general :{text}" for text in said))
        ana.until("PRIVMSG #general :0")
        server.signal(number)
        heard = ["0", *(line.rpartition(":")[2] for line in ana.rest() if "PRIVMSG" in line)]
        last = leo.rest()[-1]
        code, errors = server.end()
    assert last == "ERROR :Closing Link: 127.0.0.1 (Server shutting down)"
    assert (code, errors) == (0, "")
    stored = stored_texts(data)
    assert stored[: len(heard)] == heard
    assert stored == said[: len(stored)]


@pytest.mark.slow
def test_a_client_that_never_reads_cannot_hold_it_up() -> None:
    with running("--ephemeral", "--set", "limits.throttle=false") as server:
        deaf = server.connect(receive_buffer=4096)
        deaf.send("NICK deaf", "USER deaf 0 * :deaf")
        ana = server.enter("ana")
        ana.send(*(f"PRIVMSG deaf :{'x' * 400}" for _ in range(1000)))
        ana.sync()
        server.signal(signal.SIGTERM)
        assert server.exit_code() == 0


@pytest.mark.slow
def test_an_impatient_second_signal_ends_it_at_once() -> None:
    """The deaf client would take some seconds; signals come until one of them is the second."""
    with running("--ephemeral", "--set", "limits.throttle=false") as server:
        deaf = server.connect(receive_buffer=4096)
        deaf.send("NICK deaf", "USER deaf 0 * :deaf")
        ana = server.enter("ana")
        ana.send(*(f"PRIVMSG deaf :{'x' * 400}" for _ in range(10_000)))
        ana.sync()
        server.signal(signal.SIGINT)
        ana.rest()
        while not server.has_ended:
            server.signal(signal.SIGINT)
        assert server.exit_code() in (130, 0)


def test_hang_up_reads_the_configuration_again(tmp_path: Path) -> None:
    file = tmp_path / "mensajeria.toml"
    file.write_text('[server]\nmotd = ["before"]\n')
    with running("--ephemeral", "--config", str(file)) as server:
        ana = server.enter("ana")
        file.write_text('[server]\nmotd = ["after"]\n')
        server.signal(signal.SIGHUP)
        motd: list[str] = []
        while not any("after" in line for line in motd):
            ana.send("MOTD")
            motd = ana.until(" 376 ")
            assert any("before" in line or "after" in line for line in motd)


def test_a_wrong_configuration_leaves_the_one_in_force(tmp_path: Path) -> None:
    file = tmp_path / "mensajeria.toml"
    file.write_text('[server]\nmotd = ["before"]\n')
    with running("--ephemeral", "--config", str(file)) as server:
        ana = server.enter("ana")
        file.write_text("[sever]\n")
        server.signal(signal.SIGHUP)
        ana.send("MOTD")
        assert any("before" in line for line in ana.until(" 376 "))
        code, errors = server.end()
    assert code == 0
    assert len(errors.splitlines()) == 1
    assert "sever" in errors


@pytest.mark.slow
def test_the_process_of_a_lost_pipe_goes_on() -> None:
    """A script that read the first line and went away."""
    with running("--ephemeral") as server:
        server.close_output()
        assert server.enter("ana").sync() == []
        server.signal(signal.SIGTERM)
        assert server.exit_code() == 0
