"""The real client process in pipes: what goes in is said, what is said comes out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.clients.fake_server import FakeServer

ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds; only what hangs ever needs them."""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }


def command(address: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "mensajeria", "client", address, *options]


def pipe(
    home: dict[str, str], address: str, text: str | bytes, *options: str
) -> subprocess.CompletedProcess[str]:
    """Run the client with this on its standard input."""
    done = subprocess.run(
        command(address, *(options or ("--name", "bot"))),
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True,
        env=home,
        timeout=PATIENCE,
        check=False,
    )
    out, errors = done.stdout.decode(), done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, out, errors)


class LoggingClient(NamedTuple):
    """A client that logs, and the server that it listens to."""

    process: subprocess.Popen[str]
    server: FakeServer

    def wait(self) -> tuple[int, str]:
        """Exit code and what went to standard error, once it has ended."""
        assert self.process.stderr is not None
        return self.process.wait(PATIENCE), self.process.stderr.read()


@pytest.fixture
def log(home: dict[str, str]) -> Iterator[LoggingClient]:
    with (
        FakeServer() as server,
        subprocess.Popen(
            command(server.address, "--name", "log"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=home,
        ) as process,
    ):
        yield LoggingClient(process, server)
        process.kill()


def read_until(process: subprocess.Popen[str], text: str) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if text in line:
            return line
    raise AssertionError(f"{text!r} never came")


def test_a_line_is_said_and_confirmed(home: dict[str, str]) -> None:
    with FakeServer() as server:
        done = pipe(home, server.address, "hola\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert server.said == ["hola"]
    assert done.stdout.rstrip().endswith("<bot> hola")
    assert [line for line in server.received if line.startswith("JOIN")] == ["JOIN #general"]
    assert server.received[-1].startswith("QUIT")


@pytest.mark.slow
def test_a_file_arrives_whole_and_in_order(home: dict[str, str]) -> None:
    lines = [f"línea {number}" for number in range(2000)]
    with FakeServer() as server:
        done = pipe(home, server.address, "\n".join(lines))
    assert done.returncode == 0
    assert server.said == lines
    assert server.most_at_once <= 5, "no server's flood control is provoked"


def test_what_is_in_the_file_is_said_as_it_is(home: dict[str, str]) -> None:
    text = b"\xef\xbb\xbf/quit\r\n//x\r\n\r\n\x01VERSION\x01\nse\xf1or\nno end"
    with FakeServer() as server:
        done = pipe(home, server.address, text)
    assert done.returncode == 0
    assert server.said == ["/quit", "//x", " ", "VERSION", "se\ufffdor", "no end"]


def test_a_very_long_line_is_said_in_pieces(home: dict[str, str]) -> None:
    with FakeServer() as server:
        done = pipe(home, server.address, "x" * 100_000)
    assert done.returncode == 0
    assert "".join(server.said) == "x" * 100_000


def test_refused_lines_are_named_and_the_others_said(home: dict[str, str]) -> None:
    with FakeServer(refuses=lambda text: "bad" in text) as server:
        done = pipe(home, server.address, "good\nbad one\ngood too\n")
    assert done.returncode == 1
    assert server.said == ["good", "bad one", "good too"]
    assert done.stderr.splitlines() == [
        "mensajeria: line 2 was not delivered: bad one (You may not speak in #general.)",
        "mensajeria: 1 line was not delivered.",
    ]


def test_a_channel_that_lets_nobody_in(home: dict[str, str]) -> None:
    with FakeServer(closed=("#club",)) as server:
        done = pipe(home, server.address, "hola\n", "--name", "bot", "--channel", "club")
    assert done.returncode == 1
    assert done.stderr == "mensajeria: #club can be entered by invitation only.\n"
    assert server.said == []


def test_a_name_in_use_is_followed_by_another(home: dict[str, str]) -> None:
    with FakeServer(taken=("bot",)) as server:
        done = pipe(home, server.address, "hola\n")
    assert done.returncode == 0
    assert "<bot_> hola" in done.stdout


def test_a_password_nobody_can_be_asked_for(home: dict[str, str]) -> None:
    with FakeServer(password="secret") as server:
        done = subprocess.run(
            command(server.address, "--name", "bot"),
            input="hola\n",
            capture_output=True,
            text=True,
            env=home,
            timeout=PATIENCE,
            start_new_session=True,  # without a terminal
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "mensajeria: The server wants a password.\n")


@pytest.mark.slow
def test_a_broken_connection_is_made_again_and_says_what_is_not_known(
    home: dict[str, str],
) -> None:
    lines = [f"line {number}" for number in range(1, 31)]
    with FakeServer(breaks_at=(12,)) as server:
        done = pipe(home, server.address, "\n".join(lines))
    doubtful = [line for line in done.stderr.splitlines() if "had confirmed it" in line]
    assert done.returncode == 1
    assert 1 <= len(doubtful) <= 5
    assert not [text for text in lines if server.said.count(text) > 1], "nothing is said twice"
    confirmed = [text for text in lines if f"<bot> {text}\n" in done.stdout]
    assert len(confirmed) + len(doubtful) == len(lines)


@pytest.mark.slow
def test_a_server_that_is_not_there(home: dict[str, str]) -> None:
    with FakeServer() as server:
        address = server.address
    done = pipe(home, address, "hola\n")
    assert done.returncode == 1
    assert done.stderr == f"mensajeria: No chat server answers at {address}.\n"


def test_an_empty_pipe_says_nothing_and_ends(home: dict[str, str]) -> None:
    with FakeServer() as server:
        assert pipe(home, server.address, "").returncode == 0
    assert server.said == []


@pytest.mark.parametrize("options", [("--name", "two words"), ("--channel", "a b")])
def test_usage(home: dict[str, str], options: tuple[str, ...]) -> None:
    done = pipe(home, "127.0.0.1:1", "", *options)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert " cannot be " in done.stderr


def test_an_address_that_is_none(home: dict[str, str]) -> None:
    done = pipe(home, "a b:c", "")
    assert done.returncode == 2
    assert done.stderr.startswith("mensajeria: a b:c is no address of a server;")


# The log


def test_a_log_writes_down_what_is_said(log: LoggingClient) -> None:
    read_until(log.process, "leo")
    log.server.tell(":leo!u@h PRIVMSG #general :hola \x1b[2J")
    line = read_until(log.process, "hola")
    assert line[:1] + line[6:] == "[] <leo> hola ␛[2J\n"
    log.process.send_signal(signal.SIGTERM)
    assert log.wait() == (0, "")
    assert any(line.startswith("QUIT") for line in log.server.received)


def test_a_log_begins_with_the_day(log: LoggingClient) -> None:
    days = {time.strftime("%Y-%m-%d")}
    assert log.process.stdout is not None
    first = log.process.stdout.readline()
    days.add(time.strftime("%Y-%m-%d"))
    assert first[11:-1] in days


def test_interrupting_a_log_is_how_it_ends(log: LoggingClient) -> None:
    read_until(log.process, "leo")
    log.process.send_signal(signal.SIGINT)
    assert log.wait() == (0, "")


def test_a_log_of_a_channel_that_it_is_taken_out_of_ends(log: LoggingClient) -> None:
    read_until(log.process, "leo")
    log.server.tell(":log!u@h PART #general :requested by leo (no logs)")
    assert log.wait() == (1, "mensajeria: We were taken out of #general.\n")


def test_a_reader_that_leaves_ends_the_log_quietly(log: LoggingClient) -> None:
    read_until(log.process, "leo")
    assert log.process.stdout is not None
    log.process.stdout.close()
    log.server.tell(":leo!u@h PRIVMSG #general :hola")
    assert log.wait() == (0, "")


def test_a_reader_that_leaves_does_not_keep_lines_from_being_said(home: dict[str, str]) -> None:
    with FakeServer() as server:
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            command(server.address, "--name", "bot"),
            input=b"one\ntwo\n",
            stdout=writing,
            stderr=subprocess.PIPE,
            env=home,
            timeout=PATIENCE,
            check=False,
        )
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert server.said == ["one", "two"]


def test_a_full_disk_is_one_sentence(home: dict[str, str]) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with FakeServer() as server, open("/dev/full", "wb") as full:
        done = subprocess.run(
            command(server.address, "--name", "log"),
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            env=home,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 1
    assert b"No space left on device" in done.stderr


def test_lines_are_said_as_they_come(home: dict[str, str]) -> None:
    with (
        FakeServer() as server,
        subprocess.Popen(
            command(server.address, "--name", "bot"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=home,
        ) as process,
    ):
        assert process.stdin is not None
        process.stdin.write("first\n")
        process.stdin.flush()
        read_until(process, "<bot> first")
        server.tell(":leo!u@h PRIVMSG #general :and you?")
        read_until(process, "<leo> and you?")
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
