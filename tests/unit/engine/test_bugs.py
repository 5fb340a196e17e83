"""A bug concerns the turn that it is in: it is noted, and everybody else is served."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import pytest

from mensajeria.chat.events import Said
from mensajeria.engine import at_length, release, unshown
from mensajeria.engine.audience import Hall
from mensajeria.engine.commands.messages import release_to_channel
from mensajeria.engine.dispatch import COMMANDS
from mensajeria.engine.turn import Turn, labelled
from tests.harness.town import Town


def noted_by(town: Town) -> list[str]:
    notes: list[str] = []
    town.engine.report = lambda turn, error: notes.append(f"{turn.verb}: {error}")
    return notes


def test_a_bug_in_a_command(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(turn: Turn) -> NoReturn:
        raise KeyError("oh")

    ana, leo = town.enter("#plaza", "ana", "leo")
    notes = noted_by(town)
    monkeypatch.setattr("mensajeria.engine.engine.dispatch", lambda turn, message: broken(turn))
    ana.send("TIME")
    monkeypatch.undo()
    assert notes == ["TIME: 'oh'"]
    assert len(ana.seen()) == 1  # one neutral line
    leo.send("PRIVMSG #plaza :hola")
    assert ana.seen() == [":leo!~leo@127.0.0.1 PRIVMSG #plaza :hola"]
    assert "TIME" in COMMANDS


def test_a_bug_in_showing_loses_nobody_elses_line(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of a batch is stored by then, so all of it must be shown."""

    def fails_once(event: Said, hall: Hall) -> None:
        if event.text == "boom":
            raise KeyError("oh")
        release_to_channel(event, hall)

    monkeypatch.setitem(release.RELEASES, Said, fails_once)
    ana, leo = town.enter("#plaza", "ana", "leo")
    notes = noted_by(town)
    town.journal.hold()
    ana.send("TIME")
    ana.send("PRIVMSG #plaza :boom")
    leo.send("PRIVMSG #plaza :after it")
    town.journal.let_go()
    assert notes == ["PRIVMSG: 'oh'"]
    assert ana.seen()[-1:] == [":leo!~leo@127.0.0.1 PRIVMSG #plaza :after it"]
    assert leo.seen() == []


def test_a_bug_in_showing_part_of_a_long_answer_holds_up_nobody(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines that came after the question wait for its end."""
    shown: list[Turn] = []

    def fails_once(turn: Turn, lines: Sequence[bytes]) -> list[bytes]:
        shown.append(turn)
        if len(shown) == 1:
            raise KeyError("oh")
        return labelled(turn, lines)

    monkeypatch.setattr(at_length, "PORTION", 10)
    monkeypatch.setattr(unshown, "labelled", fails_once)
    town.enter("#plaza", "leo")
    ana = town.connect("ana", ("batch", "labeled-response"))
    ana.seen()
    notes = noted_by(town)
    ana.send("@label=L LIST")
    ana.send("PING after")
    assert notes == ["LIST: 'oh'"]
    assert ana.seen()[-1].endswith(" PONG mensajeria.local after")
