"""What a line costs its sender in flood units: as much as the work that it makes."""

from __future__ import annotations

import pytest

from mensajeria.engine.inputs import Line, Stamp
from tests.harness.town import Town


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("PRIVMSG #plaza :hola, qué tal", 1),
        ("PRIVMSG leo,ana :hola", 2),
        ("JOIN #a", 1),
        ("JOIN #a,#b,#c", 3),
        ("PART #a,#b", 2),
        ("PONG x", 0),
        ("NADA", 1),
    ],
)
def test_many_targets_cost_as_much_as_many_lines(town: Town, line: str, cost: float) -> None:
    (ana, _) = town.enter("#plaza", "ana", "leo")
    stamp = Stamp(town.now, 1000)
    assert town.engine.receive(stamp, Line(ana.session, line.encode())) == cost
