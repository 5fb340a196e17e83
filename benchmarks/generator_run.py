"""One run of the load generator against a server that is already there."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from benchmarks.generator_build import build
from benchmarks.loads import Load
from benchmarks.trouble import Trouble

WARM_UP_MS = 500
STALL_MS = 5000
ADDRESSES = 20  # clients come from 127.0.0.1 to 127.0.0.20
FAULTY = 3  # the exit code when lines were lost, repeated or out of order


@dataclass(frozen=True)
class Figures:
    """What the generator saw in the measured phase; faults since its start."""

    lines: int
    deliveries: int
    wall_s: float
    generator_cpu_s: float
    p50_us: float
    p99_us: float
    max_us: float
    lost: int
    duplicated: int
    reordered: int
    misdirected: int
    disagreements: int  # pairs of members that saw two senders' lines in different orders

    @property
    def faults(self) -> str:
        """The faults in words; empty when there are none."""
        names = ("lost", "duplicated", "reordered", "misdirected", "disagreements")
        return ", ".join(f"{count} {name}" for name in names if (count := getattr(self, name)))


def run(
    load: Load,
    port: int,
    *,
    seconds: float,
    stall_ms: int = STALL_MS,
    warm_up_ms: int = WARM_UP_MS,
    ready: Callable[[], None] = lambda: None,
) -> Figures:
    """Put a load on 127.0.0.1:port for so long; `ready` is called just before the measured phase.

    Trouble, in the generator's words, when the load could not run. Faults are no Trouble here.
    """
    arguments = {
        "port": port,
        "channels": load.channels,
        "members": load.members,
        "senders": load.senders,
        "window": load.window,
        "warm_up_ms": warm_up_ms,
        "measured_ms": round(seconds * 1000),
        "stall_ms": stall_ms,
        "addresses": ADDRESSES,
    }
    # On the processor of whoever calls: the driver has pinned itself to the load's.
    command = [str(build()), *(f"{name}={value}" for name, value in arguments.items())]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            return _figures(process, ready)
        finally:
            process.kill()  # nothing, unless something above was interrupted


def _figures(process: subprocess.Popen[str], ready: Callable[[], None]) -> Figures:
    stdin, stdout, stderr = _pipes(process)
    if stdout.readline() == "ready\n":
        ready()
        stdin.write("go\n")
        stdin.flush()
    told = stdout.readline()
    if process.wait() not in (0, FAULTY):
        raise Trouble(stderr.read().strip() or "the load generator died without a word")
    return Figures(**json.loads(told))


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    return process.stdin, process.stdout, process.stderr
