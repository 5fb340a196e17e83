"""The witness notices what it is there to notice."""

from __future__ import annotations

from mensajeria.chat.events import Author, Said
from mensajeria.wire.casemapping import fold
from tests.crash.witness import as_shown, facts, numbers, out_of_order, repeated

ANA = Author(1, "ana", "ana!~ana@127.0.0.1", None, "Ana", False)


def said(number: int) -> Said:
    text = f"0 ana {number}"
    return Said(number, f"id{number}", ANA, "PRIVMSG", "#plaza", fold("#plaza"), text)


def test_a_line_that_is_missing_comes_twice_or_too_early_is_noticed() -> None:
    one, two, three = as_shown([said(1), said(2), said(3)])
    assert out_of_order([one, three], [one, two, three]) == []
    assert out_of_order([one, two, three], [one, three]) != []
    assert out_of_order([one, one], [one, two]) == [one]
    assert out_of_order([two, one], [one, two]) == [one]


def test_a_line_is_compared_whole() -> None:
    (line,) = as_shown([said(1)])
    assert line == (
        b"@msgid=id1;time=1970-01-01T00:00:00.001Z :ana!~ana@127.0.0.1 PRIVMSG #plaza :0 ana 1"
    )


def test_only_what_somebody_did_counts() -> None:
    fact = b"@time=x :ana!~ana@127.0.0.1 JOIN #plaza"
    assert facts([b":server 001 ana :Welcome", fact, b"PING x", b":ana MODE ana +i"]) == [fact]


def test_an_event_that_is_stored_twice_is_noticed() -> None:
    assert repeated([said(1), said(2), said(1)]) == ["id1"]


def test_messages_are_counted_by_talker() -> None:
    assert numbers([said(1), said(3)]) == {"0 ana": [1, 3]}
