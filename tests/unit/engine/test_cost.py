"""What a line costs its sender in flood units: as much as the work that it makes."""

from __future__ import annotations

import pytest

from mensajeria.engine import dispatch
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
        ("NAMES #a,#b,#c", 6),
        ("KICK #plaza leo,pau,eva :a,b,c,d", 3),
        ("KICK #plaza,#b leo,eva", 2),
        ("TAGMSG #a,#b", 1),
        ("AWAY :comiendo, durmiendo, y ya", 1),
        ("SETNAME :Pérez, Ana", 2),
        ("TOPIC #plaza :uno, dos, tres", 1),
        ("MONITOR + " + ",".join(f"n{number}" for number in range(21)), 3),
        ("MONITOR C", 2),
        ("PONG x", 0),
        ("NADA", 1),
    ],
)
def test_many_targets_cost_as_much_as_many_lines(town: Town, line: str, cost: float) -> None:
    (ana, _) = town.enter("#plaza", "ana", "leo")
    stamp = Stamp(town.now, 1000)
    assert town.engine.receive(stamp, Line(ana.session, line.encode())) == cost


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("WHO *x*y*z*", 3 + 1.0),
        ("WHO", 3 + 1.0),
        ("WHO #plaza", 3 + 0.5),
        ("WHO leo", 3),
        ("LIST", 5 + 0.5),
        ("LIST #x*", 5 + 0.5),
        ("LIST #plaza", 5),
        ("INVITE", 2 + 0.5),
        ("WHOWAS leo", 3 + 0.5),
    ],
)
def test_a_search_costs_more_the_more_there_is(
    town: Town, monkeypatch: pytest.MonkeyPatch, line: str, cost: float
) -> None:
    """Four users, two of them in the plaza; two channels; two nicks that nobody has any more."""
    monkeypatch.setattr(dispatch, "SEARCHED_PER_UNIT", 4)
    (ana, _) = town.enter("#plaza", "ana", "leo")
    (eva, _) = town.enter("#bar", "eva", "pau")
    eva.send("NICK evita")
    eva.send("NICK eva")
    stamp = Stamp(town.now, 1000)
    assert town.engine.receive(stamp, Line(ana.session, line.encode())) == cost
