"""Labels and batches together (IRCv3 labeled-response and batch)."""

from __future__ import annotations

import pytest

from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.inputs import Stamp
from mensajeria.engine.turn import Turn, labelled
from tests.harness.town import Town


@pytest.fixture
def turn(town: Town) -> Turn:
    """A turn with the label "x" of somebody who understands batches."""
    ana = town.connect("ana", ["batch", "labeled-response"])
    made = Turn(town.engine, ana.session, Stamp(town.now, 1000))
    made.label = "x"
    return made


def shown(turn: Turn) -> list[str]:
    lines = [item for item in turn.items if isinstance(item, bytes)]
    return [
        line.decode().rstrip().replace(":mensajeria.local ", "") for line in labelled(turn, lines)
    ]


def test_a_batch_that_is_the_whole_response_carries_the_label(turn: Turn) -> None:
    """ "The batch type MUST be one of: An existing type applicable to the entire response"."""
    with turn.batch("chathistory", "#plaza"):
        turn.reply("300", "uno")
        turn.reply("300", "dos")
    assert shown(turn) == [
        "@label=x BATCH +b1 chathistory #plaza",
        "@batch=b1 300 ana uno",
        "@batch=b1 300 ana dos",
        "BATCH -b1",
    ]


def test_a_batch_beside_other_lines_is_nested(turn: Turn) -> None:
    """ "Start and end messages of one batch MAY refer to another batch. If they do, they both MUST
    have batch tag, and they MUST refer to the same batch".
    """
    with turn.batch("chathistory", "#plaza"):
        turn.reply("300", "uno")
    turn.reply("300", "dos")
    assert shown(turn) == [
        "@label=x BATCH +b2 labeled-response",
        "@batch=b2 BATCH +b1 chathistory #plaza",
        "@batch=b1 300 ana uno",
        "@batch=b2 BATCH -b1",
        "@batch=b2 300 ana dos",
        "BATCH -b2",
    ]


def test_a_batch_in_a_batch(turn: Turn) -> None:
    with turn.batch("outer"), turn.batch("inner"):
        turn.reply("300", "uno")
    assert shown(turn) == [
        "@label=x BATCH +b1 outer",
        "@batch=b1 BATCH +b2 inner",
        "@batch=b2 300 ana uno",
        "@batch=b1 BATCH -b2",
        "BATCH -b1",
    ]


def test_words_that_look_like_a_batch_are_none(turn: Turn) -> None:
    turn.reply("300", "a BATCH +b1 x")
    turn.reply("300", "a BATCH -b1 x")
    assert shown(turn)[0] == "@label=x BATCH +b1 labeled-response"


def test_every_batch_ends(turn: Turn) -> None:
    """ "For every started batch, server MUST end that batch."."""
    with pytest.raises(Refused), turn.batch("chathistory"):
        raise Refused(Reason.NO_SUCH_CHANNEL, "#nada")
    assert shown(turn) == ["@label=x BATCH +b1 chathistory", "BATCH -b1"]


def test_those_who_do_not_understand_batches_get_the_lines_alone(town: Town) -> None:
    leo = town.connect("leo")
    turn = Turn(town.engine, leo.session, Stamp(town.now, 1000))
    with turn.batch("chathistory"):
        turn.reply("300", "uno")
    assert turn.items == [b":mensajeria.local 300 leo uno\r\n"]
