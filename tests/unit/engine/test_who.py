"""WHO by mask: whoever changes is found by what they are now, not by what they were."""

from __future__ import annotations

import pytest

from mensajeria.engine.identity import change_host
from mensajeria.engine.inputs import Stamp
from mensajeria.engine.turn import Turn
from tests.harness.town import Client, Town


def found(asker: Client, mask: str) -> list[str]:
    asker.send(f"WHO {mask}")
    return [line.split()[7] for line in asker.seen() if line.split()[1] == "352"]


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ("NICK Ñandú", "l?o", "*ÑANDÚ"),
        ("SETNAME :Straße 7", "leo", "*STRASSE*7"),
    ],
)
def test_after_a_change(town: Town, change: str, before: str, after: str) -> None:
    ana, leo = town.connect("ana"), town.connect("leo")
    assert found(ana, before) == ["leo"]
    assert found(ana, after) == []
    leo.send(change)
    ana.seen()
    assert len(found(ana, after)) == 1


def test_after_a_change_of_host(town: Town) -> None:
    ana, leo = town.connect("ana"), town.connect("leo")
    assert found(ana, "*@127.*") == ["ana", "leo"]
    user = town.engine.network.user("leo")
    change_host(Turn(town.engine, leo.session, Stamp(town.now, 1000)), user, "l", "MAR.example")
    assert found(ana, "*@127.*") == ["ana"]
    assert found(ana, "*!L@*.Example") == found(ana, "mar.*") == ["leo"]
