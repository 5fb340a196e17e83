"""Whatever anybody was shown or promised is there after kill -9: asked for with CHATHISTORY.

`make torture`, or `TORTURE_ROUNDS=100 TORTURE_SEED=7 pytest tests/torture` for the same again.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from random import Random, SystemRandom

import pytest

from tests.crash.victim import Victim
from tests.torture.audit import Audit, settle
from tests.torture.crowd import Crowd

ROUNDS = int(os.environ.get("TORTURE_ROUNDS", "5"))
SEED = int(os.environ.get("TORTURE_SEED", "0")) or SystemRandom().randrange(1, 1 << 32)

pytestmark = [pytest.mark.crash, pytest.mark.slow]


def test_all_that_anybody_was_shown_or_promised(tmp_path: Path) -> None:
    print(f"TORTURE_ROUNDS={ROUNDS} TORTURE_SEED={SEED}")  # noqa: T201 - to have it again
    chance = Random(SEED)
    audit = Audit()
    crowd: Crowd | None = None
    for round_ in range(ROUNDS + 1):
        durability = chance.choice(["power", "process"])
        victim = Victim(
            tmp_path / "data", f"storage.durability={durability}", "channels.autojoin=[]"
        )
        try:
            if crowd is None:
                settle(victim.port)
            else:
                audit.after(victim.port, crowd)
            if round_ == ROUNDS:
                audit.all_of_it(victim.port)
                break
            lines = round(10 ** chance.uniform(2, 3.8))
            crowd = Crowd(round_, chance, {lines: victim.kill})
            asyncio.run(crowd.play(victim.port))
            print(f"round {round_}: killed after {lines} lines")  # noqa: T201
        finally:
            victim.kill()
    assert audit.facts > 10 * ROUNDS, "nobody saw anything: nothing was tested"
    print(  # noqa: T201
        f"{ROUNDS} kills; {audit.facts} facts seen, of {len(audit.history['#plaza'])} in #plaza;"
        f" {len(audit.accounts)} accounts; {len(audit.gone)} messages seen deleted"
    )
