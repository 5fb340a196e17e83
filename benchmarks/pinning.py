"""Which processor is the server's and which the load's, so that neither takes the other's time."""

from __future__ import annotations

import os

from benchmarks.trouble import Trouble


def pinned(command: list[str], cpu: int) -> list[str]:
    """The same command, on one processor from its first instruction on."""
    return ["taskset", "--cpu-list", str(cpu), *command]


def take_the_loads() -> int:
    """Pin this process and what it starts to the load's processor, and return the server's.

    They are the first two that this process may use; Trouble where there are not two.
    """
    if not hasattr(os, "sched_getaffinity"):
        raise Trouble("the benchmarks need Linux: they pin processes and read /proc")
    allowed = sorted(os.sched_getaffinity(0))
    if len(allowed) < 2:
        raise Trouble("the benchmarks need two processors, one for the server, one for the load")
    server, load = allowed[:2]
    os.sched_setaffinity(0, {load})
    return server
