"""`python -m benchmarks.start_up`: how long until a server accepts, and until a client speaks."""

from __future__ import annotations

import selectors
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.candidates import CANDIDATES
from benchmarks.candidates.candidate import Candidate
from benchmarks.candidates.mensajeria import SETTINGS
from benchmarks.pinning import take_the_loads
from benchmarks.running import ROOT, running
from benchmarks.trouble import Trouble

ROUNDS = 7
PATIENCE_S = 20


def main() -> int:
    """0: measured; 1: one sentence says what was wrong."""
    try:
        _all(take_the_loads())
    except Trouble as trouble:
        print(f"benchmarks: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 1
    return 0


def _all(server_cpu: int) -> None:
    servers = [*CANDIDATES, Candidate("server.py", _launcher, lambda: "")]
    for candidate in servers:
        if candidate.version() is not None:
            _tell(
                f"{candidate.name}: port accepts",
                [_ready(candidate, server_cpu) for _ in _rounds()],
            )
    with running(CANDIDATES[0], server_cpu) as server:
        address = f"127.0.0.1:{server.port}"
        for start in (["client.py"], ["-m", "mensajeria", "client"]):
            command = [sys.executable, *start, address, "--name", "bench"]
            _tell(f"{' '.join(start)}: first line", [_first_line(command) for _ in _rounds()])


def _rounds() -> range:
    return range(ROUNDS)


def _launcher(folder: Path, port: int) -> list[str]:
    options = [part for setting in SETTINGS for part in ("--set", setting)]
    start = [sys.executable, "server.py", "--listen", f"127.0.0.1:{port}"]
    return [*start, "--data", str(folder / "data"), *options]


def _ready(candidate: Candidate, cpu: int) -> float:
    with running(candidate, cpu) as server:
        return server.ready_s


def _first_line(command: list[str]) -> float:
    """Seconds until a client with a silent stdin prints something; Trouble if it never does."""
    pipe = subprocess.PIPE
    start = time.perf_counter()
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT) as client:
        try:
            assert client.stdout is not None
            with selectors.DefaultSelector() as waiting:
                waiting.register(client.stdout, selectors.EVENT_READ)
                spoke = waiting.select(PATIENCE_S) and client.stdout.readline()
            took = time.perf_counter() - start
        finally:
            client.kill()
    if not spoke:
        raise Trouble(f"{' '.join(command)} printed nothing")
    return took


def _tell(what: str, seconds: list[float]) -> None:
    spread = f"{min(seconds) * 1000:.0f}-{max(seconds) * 1000:.0f}"
    print(f"{what} after {median(seconds) * 1000:.0f} ms ({spread})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
