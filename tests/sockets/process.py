"""`mensajeria server` as a process of its own, on a free port, for what only a process can show."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.sockets.serving import Client

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 30.0
"""Seconds after which a test gives up."""


class Process:
    """A running server; `address` is where its first line says that it listens."""

    def __init__(self, *options: str, before: str = "pass") -> None:
        start = f"{before}; import sys; from mensajeria.app.cli import main; sys.exit(main())"
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MENSAJERIA_")}
        self._process = subprocess.Popen(
            [sys.executable, "-c", start, "server", "--listen", "127.0.0.1:0", *options],
            cwd=ROOT,
            env={**kept, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._clients: list[Client] = []
        assert self._process.stdout is not None
        self.first_line = self._process.stdout.readline()
        if not self.first_line:
            raise AssertionError(f"the server did not start: {self.end()[1]}")
        host, _colon, port = self.first_line.removeprefix("listening on ").rpartition(":")
        self.address = (host, int(port))

    def connect(self, *, receive_buffer: int = 0) -> Client:
        client = Client(self.address, receive_buffer)
        self._clients.append(client)
        return client

    def enter(self, nick: str) -> Client:
        client = self.connect()
        client.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        client.sync()
        return client

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def close_output(self) -> None:
        assert self._process.stdout is not None
        self._process.stdout.close()

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def exit_code(self) -> int:
        """Wait for its end."""
        return self._process.wait(PATIENCE)

    def end(self) -> tuple[int, str]:
        """End it if it has not ended by itself: exit code, and all it wrote to standard error."""
        for client in self._clients:
            client.close()
        if self._process.poll() is None:
            self.signal(signal.SIGTERM)
        try:
            _out, errors = self._process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        return self._process.returncode, errors


@contextmanager
def running(*options: str, before: str = "pass") -> Iterator[Process]:
    """A server for the time of a `with`. `before`: Python to run in it before it starts."""
    process = Process(*options, before=before)
    try:
        yield process
    finally:
        process.end()
