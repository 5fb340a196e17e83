"""HELP has something to say about everything that there is."""

from __future__ import annotations

import pytest

import mensajeria.engine.engine  # noqa: F401  (which loads the commands)
from mensajeria.engine.dispatch import COMMANDS
from tests.harness.town import Town


@pytest.mark.parametrize("verb", sorted(COMMANDS))
def test_each_command_says_how_it_is_used_and_what_it_does(verb: str) -> None:
    usage, gap, meaning = COMMANDS[verb].help.partition("   ")
    assert usage.split()[0] == verb
    assert gap
    assert meaning


def test_the_list_has_every_command(town: Town) -> None:
    ana = town.connect("ana")
    ana.send("HELP")
    words = " ".join(ana.seen()).split()
    assert set(COMMANDS) <= {word.lstrip(":") for word in words}


def test_help_about_each_command_fits_its_lines(town: Town) -> None:
    ana = town.connect("ana")
    for verb in sorted(COMMANDS):
        ana.send(f"HELP {verb}")
        lines = ana.seen()
        assert [line.split()[1] for line in lines] == ["704", "705", "706"]
        assert all(len(line.encode()) <= 510 for line in lines)
