"""A server under test: started on its processor in a folder of its own, and always stopped."""

from __future__ import annotations

import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.candidates.candidate import Candidate
from benchmarks.pinning import pinned
from benchmarks.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
# On the tree's own disk: /tmp is memory on many machines, where storing costs nothing.
BUILD = Path(__file__).resolve().parent / ".build"
START_S = 20
STOP_S = 10


@dataclass(frozen=True)
class Server:
    """A server that accepts connections on 127.0.0.1; `ready_s` is how long that took."""

    pid: int
    port: int
    ready_s: float


@contextmanager
def running(candidate: Candidate, cpu: int) -> Iterator[Server]:
    """The candidate, pinned to one processor; Trouble with its last words if it does not start."""
    # Ended from outside, as with Ctrl-C: no server may be left running.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{candidate.name}-", dir=BUILD) as name:
        folder, port = Path(name), free_port()
        with (folder / "log").open("wb") as log:
            start = time.perf_counter()
            process = subprocess.Popen(
                pinned(candidate.command(folder, port), cpu),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            _await_port(candidate, process, port, folder / "log")
            yield Server(process.pid, port, time.perf_counter() - start)
        finally:
            _stop(process)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listened on a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _await_port(
    candidate: Candidate, process: subprocess.Popen[bytes], port: int, log: Path
) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.002)
        else:
            return
    last_words = log.read_text("utf-8", "replace").strip()[-2000:]
    raise Trouble(f"{candidate.name} did not start; the end of its log:\n{last_words}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
