"""A real server process, to be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds for the server to start or end."""


class Victim:
    """`mensajeria server` on a port of its own; `kill` gives it no chance to do anything more."""

    def __init__(self, data: Path, *settings: str) -> None:
        self.port = _free_port()
        self._log = (data.parent / "server.log").open("ab")
        command = [sys.executable, "-m", "mensajeria", "server", "--data", str(data)]
        command += ["--listen", f"127.0.0.1:{self.port}", "--set", "limits.throttle=false"]
        for setting in settings:
            command += ["--set", setting]
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MENSAJERIA_")}
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=kept,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        try:
            self._wait_until_it_listens()
        except BaseException:
            self.kill()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """kill -9, and wait until it is gone."""
        self._process.kill()
        self._process.wait(PATIENCE)
        self._log.close()

    def ask_to_end(self) -> None:
        """As Ctrl-C does. Does not wait."""
        self._process.send_signal(signal.SIGINT)

    def exit_code(self) -> int:
        return self._process.wait(PATIENCE)

    def _wait_until_it_listens(self) -> None:
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), PATIENCE).close()
                return
            except ConnectionRefusedError:
                said = Path(self._log.name)
                assert self._process.poll() is None, f"it ended: {said.read_text()}"
                assert time.monotonic() < give_up, f"it does not listen: {said.read_text()}"
                time.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])
