"""Garbage, clients that never read and a disk that fills up again and again, all at once.

Nobody else notices, but for messages that are refused; and these never come back.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random, SystemRandom

import pytest

from tests.crash.victim import Victim
from tests.torture.audit import Audit, settle
from tests.torture.besiegers import besiege
from tests.torture.crowd import Crowd

if sys.platform == "linux":
    import resource
else:
    pytest.skip("only Linux lets one limit another process (prlimit(2))", allow_module_level=True)

TIMES = int(os.environ.get("TORTURE_TIMES", "3"))
"""How often the disk fills up."""
SEED = int(os.environ.get("TORTURE_SEED", "0")) or SystemRandom().randrange(1, 1 << 32)
APART = 4000
"""Lines that the players hear between two changes of the disk."""
MEMORY = 400
"""MiB that the server may take: some 80 by itself, and what it keeps for those who never read."""

pytestmark = [pytest.mark.crash, pytest.mark.slow]


def test_nobody_else_notices(tmp_path: Path) -> None:
    print(f"TORTURE_TIMES={TIMES} TORTURE_SEED={SEED}")  # noqa: T201 - to have it again
    victim = Victim(tmp_path / "data", "channels.autojoin=[]")
    memory: list[int] = []
    try:
        settle(victim.port)
        free = resource.prlimit(victim.pid, resource.RLIMIT_FSIZE)
        changes = (partial(_limit, victim.pid, (1, free[1])), partial(_limit, victim.pid, free))
        at: dict[int, Callable[[], None]] = {
            APART * number: changes[(number - 1) % 2] for number in range(1, 2 * TIMES + 1)
        }

        def end() -> None:
            assert not [player.name for player in crowd.players if player.gone.done()]
            memory.append(_memory(victim.pid))
            victim.kill()

        at[APART * (2 * TIMES + 2)] = end
        crowd = Crowd(0, Random(SEED), at, partial(besiege, chance=Random(SEED)))
        asyncio.run(crowd.play(victim.port))
    finally:
        victim.kill()
    assert memory, "it ended by itself"
    assert memory[0] < MEMORY
    assert any(player.refused for player in crowd.players), "the disk was never full"
    _audit(tmp_path / "data", crowd)
    print(f"the server took {memory[0]} MiB")  # noqa: T201


def _audit(data: Path, crowd: Crowd) -> None:
    again = Victim(data, "channels.autojoin=[]")
    try:
        audit = Audit()
        audit.after(again.port, crowd)
        audit.all_of_it(again.port)
    finally:
        again.kill()


def _limit(pid: int, size: tuple[int, int]) -> None:
    """No file of that process may grow beyond."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, size)


def _memory(pid: int) -> int:
    """MiB of real memory (proc(5))."""
    status = Path(f"/proc/{pid}/status").read_text()
    return (
        next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        // 1024
    )
