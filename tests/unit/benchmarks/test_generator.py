"""The load generator notices what a server must never do: lose, repeat, or mix up lines."""

from __future__ import annotations

import shutil
import sys

import pytest

from benchmarks.generator_run import Figures, run
from benchmarks.loads import Load
from benchmarks.trouble import Trouble
from tests.unit.benchmarks.relay import Cheat, honest, relay

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux" or shutil.which("cc") is None, reason="needs Linux and cc"
    ),
]

FEW = Load("few", "five people, two talk", channels=1, members=5, senders=2, window=4)
VICTIM, ANNA, BERT = "m0004", b":m0000!", b":m0001!"


def under_load(cheat: Cheat) -> Figures:
    """What the generator finds out about a server that does this."""
    with relay(cheat) as port:
        return run(FEW, port, seconds=0.2, stall_ms=200, warm_up_ms=0)


# The third, because each window of four is filled at once: it is said however slow the machine is.
def in_place_of_the_third(author: bytes, instead: Cheat) -> Cheat:
    """Honest, but for what the victim gets for the third line of this author."""
    heard = 0

    def cheat(listener: str, line: bytes) -> list[bytes]:
        nonlocal heard
        if listener == VICTIM and line.startswith(author):
            heard += 1
            if heard == 3:
                return instead(listener, line)
        return [line]

    return cheat


def held_back_until_after(author: bytes, other: bytes) -> Cheat:
    """The victim gets the author's third line, and what follows it, after the other's next one."""
    held: list[bytes] = []

    def hold(listener: str, line: bytes) -> list[bytes]:
        held.append(line)
        return []

    third = in_place_of_the_third(author, hold)

    def cheat(listener: str, line: bytes) -> list[bytes]:
        if listener != VICTIM or not held:
            return third(listener, line)
        if line.startswith(other):
            released = [line, *held]
            held.clear()
            return released
        return hold(listener, line)

    return cheat


def test_an_honest_server_has_no_faults() -> None:
    figures = under_load(honest)
    assert figures.faults == ""
    assert figures.deliveries == figures.lines * (FEW.members - 1) > 0
    assert 0 < figures.p50_us <= figures.p99_us <= figures.max_us


def test_a_lost_line_is_noticed() -> None:
    assert under_load(in_place_of_the_third(ANNA, lambda *_: [])).lost == 1


def test_a_repeated_line_is_noticed() -> None:
    figures = under_load(in_place_of_the_third(ANNA, lambda _, line: [line, line]))
    assert figures.duplicated == 1
    assert figures.lost == 0


def test_two_lines_of_one_sender_in_the_wrong_order_are_noticed() -> None:
    figures = under_load(held_back_until_after(ANNA, ANNA))
    assert (figures.reordered, figures.lost) == (1, 0)


def test_two_senders_in_another_order_for_one_member_are_noticed() -> None:
    figures = under_load(held_back_until_after(ANNA, BERT))
    others_who_see_both = 2
    assert figures.faults == f"{others_who_see_both} disagreements"


def test_a_line_that_nobody_said_is_noticed() -> None:
    invented = b":m0000!u@h PRIVMSG #b000 :0000 ffffffff 000000000000\r\n"
    cheat = in_place_of_the_third(ANNA, lambda _, line: [line, invented])
    assert under_load(cheat).faults == "1 misdirected"


def test_a_refusal_ends_the_load_in_the_servers_words() -> None:
    refusal = b":relay 404 m0004 #b000 :Cannot send to channel\r\n"
    with pytest.raises(Trouble, match=r"member 4 was told: :relay 404 .*Cannot send to channel"):
        under_load(in_place_of_the_third(ANNA, lambda _, line: [refusal]))


def test_a_load_without_a_server_is_one_sentence() -> None:
    with pytest.raises(Trouble, match=r"^generator: member 0 cannot connect: Connection refused$"):
        run(FEW, 1, seconds=0.2)
