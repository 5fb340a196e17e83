"""OPER's checks and REHASH, as far as they depend on what is around the engine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mensajeria.engine.questions import Matches, Question
from mensajeria.engine.settings import Operator, Settings
from tests.harness.town import Client, Town

SETTINGS = Settings(autojoin=(), operators=(Operator("jefa", "secreto"),))


@pytest.fixture
def town() -> Town:
    return Town(SETTINGS)


@pytest.fixture
def ana(town: Town) -> Client:
    """An operator."""
    client = town.connect("ana")
    client.send("OPER jefa secreto")
    client.seen()
    return client


@pytest.mark.parametrize("line", ["OPER jefa otra", "OPER nadie secreto", "OPER nadie otra"])
def test_every_failure_costs_one_check_of_a_real_secret(
    town: Town, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets: list[str] = []
    ask = town.surroundings.ask

    def watched(ticket: int, question: Question[Any]) -> None:
        assert isinstance(question, Matches)
        secrets.append(question.secret)
        ask(ticket, question)

    monkeypatch.setattr(town.surroundings, "ask", watched)
    leo = town.connect("leo")
    leo.send(line)
    assert secrets == ["secreto"]
    assert leo.seen() == [":mensajeria.local 464 leo :Password incorrect"]


def test_lines_after_oper_wait_for_it(town: Town) -> None:
    leo = town.connect("leo")
    town.surroundings.by_hand = True
    leo.send("OPER jefa secreto")
    leo.send("MODE leo")
    assert leo.seen() == []
    town.surroundings.answer()
    assert leo.seen() == [
        ":mensajeria.local 381 leo :You are now an IRC operator",
        ":leo!~leo@127.0.0.1 MODE leo +o",
        ":mensajeria.local 221 leo +o",
    ]


def test_rehash_takes_the_new_configuration(town: Town, ana: Client) -> None:
    """ "Sent to an operator which has just successfully issued a REHASH command"."""
    town.surroundings.next_settings = replace(SETTINGS, motd=("Hola",))
    ana.send("REHASH")
    assert ana.seen() == [":mensajeria.local 382 ana configuration Rehashing"]
    ana.send("MOTD")
    assert ":mensajeria.local 372 ana :- Hola" in ana.seen()


def test_a_wrong_configuration_changes_nothing(town: Town, ana: Client) -> None:
    """ "FAIL REHASH CONFIG_BAD :Could not reload config from disk" (IRCv3 standard-replies)."""
    town.surroundings.next_settings = "limits.nick: a number was expected"
    ana.send("REHASH")
    assert ana.seen() == [
        ":mensajeria.local FAIL REHASH CONFIG_BAD :limits.nick: a number was expected"
    ]
    assert town.engine.settings is SETTINGS
