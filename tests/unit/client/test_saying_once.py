"""A line whose fate is unknown is sent again where the server says it once."""

from mensajeria.client.features import Features
from mensajeria.client.happenings import Delivered
from mensajeria.client.pending import Line, Pending
from mensajeria.wire.message import parse


def pending(*, once: bool = True) -> Pending:
    names = iter(["t1", "t2", "t3"])
    made = Pending(Features(), lambda: next(names))
    made.once, made.labels, made.echo = once, True, True
    return made


def test_each_line_has_a_token_of_its_own() -> None:
    lines = pending()
    lines.add(Line(1, "#plaza", "one"))
    lines.add(Line(2, "#plaza", "two"))
    sent = [parse(line) for line in lines.to_send().split(b"\r\n")[:-1]]
    assert [m.tags["mensajeria.alt/idempotency"] for m in sent] == ["t1", "t2"]


def test_what_was_under_way_is_sent_again_with_its_token() -> None:
    before, after = pending(), pending()
    before.add(Line(1, "#plaza", "one"))
    before.to_send()
    lost, unsent = before.abandon()
    assert lost == []
    after.add(unsent[0])
    assert b"mensajeria.alt/idempotency=t1" in after.to_send()


def test_without_the_capability_its_fate_is_unknown() -> None:
    lines = pending(once=False)
    lines.add(Line(1, "#plaza", "one"))
    assert b"idempotency" not in lines.to_send()
    lost, unsent = lines.abandon()
    assert ([line.number for line in lost], unsent) == ([1], [])


def test_a_line_that_the_server_has_had_is_delivered_without_a_word() -> None:
    """ "its author gets NOTE <command> ALREADY_SAID <msgid> <token>"."""
    lines = pending()
    lines.add(Line(1, "#plaza", "one"))
    lines.to_send()
    answer = parse(b"@label=line-1 :x NOTE PRIVMSG ALREADY_SAID m1 t1 :You have said this already")
    assert answer is not None
    assert lines.observe(answer) == (True, [Delivered(1)])
