"""TAGMSG is a passing sign: it is never stored, and does not wait for a disk that fails."""

from __future__ import annotations

from tests.harness.town import Town


def test_nothing_of_it_is_stored(town: Town) -> None:
    town.connect("ana", ["message-tags"])
    town.connect("leo", ["message-tags"])
    ana, leo = town.enter("#plaza", "ana", "leo")
    before = list(town.journal.stored)
    ana.send("@+typing=active TAGMSG #plaza")
    ana.send("@+typing=active TAGMSG leo")
    assert len(leo.seen()) == 2
    assert town.journal.stored == before


def test_it_passes_while_nothing_can_be_stored(town: Town) -> None:
    town.connect("ana", ["message-tags"])
    town.connect("leo", ["message-tags"])
    ana, leo = town.enter("#plaza", "ana", "leo")
    town.journal.fails = "disk full"
    ana.send("PRIVMSG #plaza :hola")
    ana.send("@+typing=active TAGMSG #plaza")
    (line,) = leo.seen()
    assert line.endswith(";+typing=active :ana!~ana@127.0.0.1 TAGMSG #plaza")
