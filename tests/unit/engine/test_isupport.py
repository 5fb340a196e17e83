"""RPL_ISUPPORT that changes with the configuration (IRCv3 extended-isupport, Modern IRC)."""

from __future__ import annotations

from dataclasses import replace

from mensajeria.engine.inputs import Reconfigured
from mensajeria.engine.settings import Limits, Settings
from tests.harness.town import Town

ICON = Settings(autojoin=(), icon="https://example.org/icon.png")
TOLD = ":are supported by this server"


def test_what_came_changed_and_went_is_told() -> None:
    """ "servers can update or delete existing values by sending additional `RPL_ISUPPORT`"."""
    town = Town(ICON)
    ana = town.connect("ana")
    nobody_yet = town.open()
    town.take(Reconfigured(replace(ICON, icon="", limits=Limits(topic=100))))
    assert ana.seen() == [f":mensajeria.local 005 ana TOPICLEN=100 -draft/ICON {TOLD}"]
    town.take(Reconfigured(ICON))
    assert ana.seen() == [
        f":mensajeria.local 005 ana TOPICLEN=390 draft/ICON=https://example.org/icon.png {TOLD}"
    ]
    assert nobody_yet.seen() == []


def test_what_stays_is_not_told_again() -> None:
    town = Town(ICON)
    ana = town.connect("ana")
    town.take(Reconfigured(replace(ICON, description="Another")))
    assert ana.seen() == []


def test_it_comes_in_a_batch_for_those_who_asked_for_that() -> None:
    """ "The server MUST NOT send any unbatched `RPL_ISUPPORT` message while both [...] are enabled"
    (batch and draft/extended-isupport)."""
    town = Town(ICON)
    ana = town.connect("ana", ["batch", "draft/extended-isupport"])
    town.take(Reconfigured(replace(ICON, icon="")))
    opening, line, end = ana.seen()
    reference = opening.split()[2]
    assert opening == f":mensajeria.local BATCH {reference} draft/isupport"
    assert line == f"@batch={reference[1:]} :mensajeria.local 005 ana -draft/ICON {TOLD}"
    assert end == f":mensajeria.local BATCH -{reference[1:]}"
