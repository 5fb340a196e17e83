"""MONITOR's table: nothing of a session stays in it, and a disk that fails hides no departure."""

from __future__ import annotations

from mensajeria.engine.settings import Limits, Settings
from tests.harness.town import Town


def test_the_limit_is_announced() -> None:
    """ "This token takes an optional parameter, of the maximum amount of targets"."""
    ana = Town(Settings(autojoin=(), limits=Limits(monitor=7))).connect("ana")
    ana.send("ISUPPORT")
    assert "MONITOR=7" in " ".join(ana.seen()).split()


def test_a_connection_that_ends_is_forgotten(town: Town) -> None:
    ana, leo = town.connect("ana"), town.connect("leo")
    ana.send("MONITOR + leo,eva,pau")
    leo.send("MONITOR + eva")
    assert len(town.engine.hall.watchers) == 3
    ana.drop()
    assert len(town.engine.hall.watchers) == 1
    leo.send("QUIT")
    assert len(town.engine.hall.watchers) == 0


def test_also_one_that_ends_while_the_disk_is_slow(town: Town) -> None:
    (leo,) = town.enter("#plaza", "leo")
    ana, eva = town.connect("ana"), town.connect("eva")
    eva.send("MONITOR + leo,pau")
    town.journal.hold()
    leo.send("PRIVMSG #plaza :hola")
    ana.send("MONITOR + leo")
    eva.send("MONITOR - leo")
    ana.drop()
    eva.drop()
    town.journal.let_go()
    assert len(town.engine.hall.watchers) == 0


def test_nobody_is_told_of_what_is_not_stored_yet(town: Town) -> None:
    ana = town.connect("ana")
    (leo,) = town.enter("#plaza", "leo")
    ana.send("MONITOR + leo,leon")
    ana.seen()
    town.journal.hold()
    leo.send("NICK leon")
    ana.send("PING x")
    assert ana.seen() == []
    town.journal.let_go()
    assert ana.seen() == [
        ":mensajeria.local 731 * :leo",
        ":mensajeria.local 730 * :leon!~leo@127.0.0.1",
        ":mensajeria.local PONG mensajeria.local x",
    ]


def test_departures_are_told_while_nothing_can_be_stored(town: Town) -> None:
    ana, leo, eva = town.connect("ana"), town.connect("leo"), town.connect("eva")
    ana.send("MONITOR + leo")
    town.enter("#plaza", "eva")
    town.journal.fails = "disk full"
    eva.send("PRIVMSG #plaza :hola")
    ana.seen()
    leo.drop()
    assert ana.seen() == [":mensajeria.local 731 * :leo"]


def test_a_long_list_comes_in_lines_that_hold_it(town: Town) -> None:
    ana = town.connect("ana")
    nicks = [f"un-nombre-bastante-largo-{number:02}" for number in range(60)]
    for start in (0, 15, 30, 45):
        ana.send("MONITOR + " + ",".join(nicks[start : start + 15]))
    ana.seen()
    ana.send("MONITOR L")
    *lists, end = ana.seen()
    assert end == ":mensajeria.local 733 ana :End of MONITOR list"
    assert all(len(line) <= 510 for line in lists)
    assert [nick for line in lists for nick in line.split(" ")[3].split(",")] == nicks
