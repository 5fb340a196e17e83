"""`Serving`: a real server process on a free loopback port, for tests from outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Serving:
    """The server as `python -m mensajeria server` starts it; stopped with its `with` block."""

    host = "127.0.0.1"

    def __init__(self, data: Path, *settings: str) -> None:
        command = [sys.executable, "-m", "mensajeria", "server", "--listen", "127.0.0.1:0"]
        command += ["--data", str(data)]
        for setting in settings:
            command += ["--set", setting]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
        self._log = (data.parent / "server.log").open("wb")
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self._log, cwd=data.parent, env=env
        )
        self.port = self._port()

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    def _port(self) -> int:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            found = re.search(rb"listening on 127\.0\.0\.1:(\d+)", line)
            if found:
                return int(found[1])
        raise AssertionError("the server ended before it listened; see server.log")

    def __enter__(self) -> Serving:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._log.close()
        assert self.process.wait(timeout=30) == 0
