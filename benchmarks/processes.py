"""What a process and its children have used so far, as Linux counts it in /proc."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PARENT, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM = 1, 11, 12, 13, 14  # proc(5), after "comm"


def family(pid: int) -> list[int]:
    """The process and all its descendants that are alive."""
    parents = {int(entry.name): _parent(entry) for entry in Path("/proc").glob("[0-9]*")}
    found = [pid]
    for member in found:
        found += [child for child, parent in parents.items() if parent == member]
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of the family, of all its threads and of children already gone."""
    fields = [_fields(Path(f"/proc/{member}")) for member in family(pid)]
    counted = (USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM)
    return sum(int(of[each]) for of in fields for each in counted) / TICKS


def rss_bytes(pid: int) -> int:
    """Resident memory of the family, in bytes."""
    return sum(_rss_bytes(member) for member in family(pid))


def _rss_bytes(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def _fields(process: Path) -> list[str]:
    # The name stands in parentheses and may hold anything, spaces and parentheses too.
    return (process / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()


def _parent(process: Path) -> int:
    try:
        return int(_fields(process)[PARENT])
    except OSError:  # gone meanwhile
        return 0
