"""What the torture looks at things with sees what it is there to see."""

from __future__ import annotations

from tests.torture.facts import Fact, Gatherer, missing, up_to_a_message


def fact(number: int, msgid: str = "") -> Fact:
    return Fact(msgid, f"2026-01-01T00:00:0{number}.000Z", "ana!~ana@::1", "TOPIC", ("#plaza",))


def test_what_is_missing_or_in_another_order_is_noticed() -> None:
    one, two, three = fact(1), fact(2), fact(3)
    assert missing([one, three], [one, two, three]) == []
    assert missing([one, two], [one, three]) == [two]
    assert missing([two, one], [one, two]) == [one]
    assert missing([one, one], [one, two]) == [one]


def test_a_message_of_several_lines_is_one_fact() -> None:
    lines = [
        b"@label=7 :server BATCH +0 labeled-response",
        b"@batch=0;msgid=a;time=now :ana!~ana@::1 BATCH +1 draft/multiline #plaza",
        b"@batch=1 :ana!~ana@::1 PRIVMSG #plaza :uno",
        b"@msgid=b;time=now :leo!~leo@::1 PRIVMSG #plaza :in between",
        b"@batch=1;draft/multiline-concat :ana!~ana@::1 PRIVMSG #plaza :dos",
        b":ana!~ana@::1 BATCH -1",
        b":server BATCH -0",
    ]
    assert list(Gatherer().facts(lines)) == [
        Fact("b", "now", "leo!~leo@::1", "PRIVMSG", ("#plaza", "in between")),
        Fact("a", "now", "ana!~ana@::1", "PRIVMSG", ("#plaza", "=uno", "+dos")),
    ]


def test_only_what_somebody_did_is_a_fact() -> None:
    lines = [b":server 001 ana :Welcome", b"PING x", b":ana!~ana@::1 MODE ana +i"]
    assert list(Gatherer().facts(lines)) == []


def test_a_page_can_be_asked_for_after_a_message_only() -> None:
    said, done = fact(1, "a"), fact(2)
    assert up_to_a_message([done, said, done]) == [done, said]
    assert up_to_a_message([done]) == []
