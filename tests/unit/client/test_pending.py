"""A line of ours ends as confirmed or refused, once, whichever way the server has for it."""

import pytest

from mensajeria.client import pending
from mensajeria.client.features import Features
from mensajeria.client.happenings import Delivered, Happening, Said, Undelivered
from mensajeria.client.pending import WINDOW, Line, Pending
from tests.unit.client.dialogue import Dialogue, welcomed

LABELS = "batch echo-message labeled-response message-tags"
ME = ":ana!~ana@host.example"


def outcomes(happenings: list[Happening]) -> list[Happening]:
    return [h for h in happenings if isinstance(h, (Delivered, Undelivered))]


# With labels (IRCv3 labeled-response)


def test_a_labelled_line_is_confirmed_by_its_echo() -> None:
    dialogue = welcomed(LABELS)
    dialogue.session.say("#plaza", "hola", number=7)
    assert dialogue.said() == ["@label=line-1 PRIVMSG #plaza hola"]
    assert dialogue.hears(f"@label=line-1 {ME} PRIVMSG #plaza :hola") == [
        Said("ana", "#plaza", "hola", mine=True, number=7),
        Delivered(7),
    ]
    assert dialogue.session.pending.idle


def test_a_labelled_line_without_echo_is_confirmed_by_ack() -> None:
    """ "Servers MUST respond with a labeled `ACK` message when a client sends a labeled command
    that normally produces no response."
    """
    dialogue = welcomed("batch labeled-response message-tags")
    dialogue.session.say("#plaza", "hola", number=7)
    assert dialogue.hears("@label=line-1 :irc.example ACK") == [
        Said("", "#plaza", "hola", mine=True, number=7),
        Delivered(7),
    ]


def test_a_labelled_line_is_refused_by_a_numeric() -> None:
    dialogue = welcomed(LABELS)
    dialogue.session.say("#plaza", "hola", number=7)
    assert dialogue.hears("@label=line-1 :x 404 ana #plaza :Cannot send to channel") == [
        Undelivered(7, "#plaza", "hola", "You may not speak in #plaza.")
    ]


def test_a_labelled_line_is_refused_by_a_standard_reply() -> None:
    dialogue = welcomed(LABELS)
    dialogue.session.say("#plaza", "hola")
    [happening] = dialogue.hears("@label=line-1 :x FAIL PRIVMSG DISK_FULL #plaza :No room left")
    assert happening == Undelivered(0, "#plaza", "hola", "The server says: No room left")


def test_a_batch_is_an_answer_when_it_ends() -> None:
    """ "The start of the batch MUST be tagged with the `label` tag"; its lines are not."""
    dialogue = welcomed(LABELS)
    dialogue.session.say("leo", "hola", number=7)
    heard = dialogue.hears(
        "@label=line-1 :x BATCH +b1 labeled-response",
        f"@batch=b1 {ME} PRIVMSG leo :hola",
        "@batch=b1 :x 301 ana leo :lunch",
    )
    assert outcomes(heard) == []
    assert outcomes(dialogue.hears(":x BATCH -b1")) == [Delivered(7)]


def test_a_refusal_within_a_batch_counts_for_the_whole() -> None:
    dialogue = welcomed(LABELS)
    dialogue.session.say("leo", "hola", number=7)
    heard = dialogue.hears(
        "@label=line-1 :x BATCH +b1 labeled-response",
        "@batch=b1 :x 401 ana leo :No such nick",
        "@batch=b1 :x NOTE * X :by the way",
        ":x BATCH -b1",
    )
    assert outcomes(heard) == [Undelivered(7, "leo", "hola", "There is nobody called leo.")]


def test_labels_that_are_not_ours_mean_nothing() -> None:
    dialogue = welcomed(LABELS)
    dialogue.session.say("#plaza", "hola")
    assert outcomes(dialogue.hears("@label=line-9 :x ACK", "@batch=zz :x NOTE * X :y")) == []
    assert not dialogue.session.pending.idle


def test_losing_the_capability_leaves_no_line_without_an_answer() -> None:
    dialogue = welcomed(LABELS)
    dialogue.session.say("#plaza", "hola", number=7)
    dialogue.said()
    dialogue.hears(":x CAP ana DEL :labeled-response")
    assert dialogue.said() == ["PING line-1"]
    assert outcomes(dialogue.hears(":x PONG x line-1")) == [Delivered(7)]


# Without labels: a PING after each line


def test_a_line_is_followed_by_a_ping_and_confirmed_by_its_pong() -> None:
    dialogue = welcomed()
    dialogue.session.say("#plaza", "hola", number=7)
    assert dialogue.said() == ["PRIVMSG #plaza hola", "PING line-1"]
    assert dialogue.hears(":x PONG x line-1") == [
        Said("", "#plaza", "hola", mine=True, number=7),
        Delivered(7),
    ]


def test_with_echo_but_without_labels_the_line_is_shown_once() -> None:
    dialogue = welcomed("echo-message")
    dialogue.session.say("#plaza", "hola", number=7)
    heard = dialogue.hears(f"{ME} PRIVMSG #plaza :hola", ":x PONG x line-1")
    assert heard == [Said("ana", "#plaza", "hola", mine=True), Delivered(7)]


def test_an_error_before_the_pong_is_about_the_line() -> None:
    dialogue = welcomed()
    dialogue.session.say("#plaza", "one", number=1)
    dialogue.session.say("#plaza", "two", number=2)
    heard = dialogue.hears(
        ":x PONG x line-1", ":x 404 ana #PLAZA :Cannot send to channel", ":x PONG x line-2"
    )
    assert outcomes(heard) == [
        Delivered(1),
        Undelivered(2, "#plaza", "two", "You may not speak in #plaza.".replace("plaza", "PLAZA")),
    ]


def test_an_error_about_something_else_is_not_about_the_line() -> None:
    dialogue = welcomed()
    dialogue.session.say("#plaza", "hola", number=1)
    heard = dialogue.hears(":x 401 ana nobody :No such nick", ":x PONG x line-1")
    assert outcomes(heard) == [Delivered(1)]


def test_errors_without_a_target_are_about_the_line() -> None:
    dialogue = welcomed()
    dialogue.session.say("#plaza", "hola", number=1)
    heard = dialogue.hears(":x 412 ana :No text to send", ":x PONG x line-1")
    assert outcomes(heard) == [Undelivered(1, "#plaza", "hola", "There was nothing to say.")]


def test_a_pong_settles_what_was_said_before_it_too() -> None:
    dialogue = welcomed()
    for number in (1, 2, 3):
        dialogue.session.say("#plaza", "hola", number=number)
    assert outcomes(dialogue.hears(":x PONG x line-2")) == [Delivered(1), Delivered(2)]


def test_a_pong_to_something_else_settles_nothing() -> None:
    dialogue = welcomed()
    dialogue.session.say("#plaza", "hola")
    assert outcomes(dialogue.hears(":x PONG x alive", ":x PONG")) == []


# Pace and bounds


@pytest.mark.parametrize("capabilities", ["", LABELS])
def test_few_lines_are_under_way_at_a_time_and_all_arrive_in_order(capabilities: str) -> None:
    dialogue = welcomed(capabilities)
    said = [f"line {number}" for number in range(100)]
    for number, text in enumerate(said):
        assert dialogue.session.say("#plaza", text, number=number) == []
    under_way: list[str] = []
    arrived: list[str] = []
    confirmed: list[Happening] = []
    while not dialogue.session.pending.idle:
        under_way += [line for line in dialogue.said() if "PRIVMSG" in line]
        assert 0 < len(under_way) <= WINDOW
        arrived.append(under_way.pop(0).partition(" :")[2])
        token = f"line-{len(arrived)}"
        answer = f"@label={token} :x ACK" if capabilities else f":x PONG x {token}"
        confirmed += outcomes(dialogue.hears(answer))
    assert arrived == said
    assert confirmed == [Delivered(number) for number in range(100)]


def test_nothing_is_said_before_the_welcome() -> None:
    dialogue = Dialogue()
    dialogue.said()
    dialogue.session.say("#plaza", "hola")
    assert dialogue.said() == []
    dialogue.hears(":x 001 ana :Welcome")
    assert "PRIVMSG #plaza hola" in dialogue.said()


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending, "MOST_WAITING", 3)
    lines = Pending(Features())
    assert [lines.add(Line(n, "#plaza", "hola")) for n in range(4)] == [True, True, True, False]


def test_who_says_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue = welcomed()
    monkeypatch.setattr(pending, "MOST_WAITING", 0)
    [refused] = dialogue.session.say("#plaza", "hola", number=3)
    assert (refused.number, refused.text) == (3, "hola")


def test_a_broken_connection_parts_what_may_have_arrived_from_what_cannot_have() -> None:
    dialogue = welcomed()
    for number in range(WINDOW + 2):
        dialogue.session.say("#plaza", "hola", number=number)
    lost, unsent = dialogue.session.pending.abandon()
    assert [line.number for line in lost] == list(range(WINDOW))
    assert [line.number for line in unsent] == [WINDOW, WINDOW + 1]
    assert dialogue.session.pending.idle


def test_actions_and_notices_are_written_as_irc_writes_them() -> None:
    dialogue = welcomed()
    dialogue.session.say("#plaza", "waves", "action")
    dialogue.session.say("leo", "psst", "notice")
    assert dialogue.said()[::2] == ["PRIVMSG #plaza :\x01ACTION waves\x01", "NOTICE leo psst"]


# Taking back


def test_only_what_was_never_sent_is_taken_back() -> None:
    """A line with a token comes again after its connection was lost, and may have been said."""
    pending = Pending(Features(), tokens=lambda: "token")
    pending.once = True
    for number in range(1, WINDOW + 3):
        pending.add(Line(number, "#plaza", "hola"))
    pending.to_send()
    assert [pending.is_unsent(number) for number in (1, WINDOW, WINDOW + 1)] == [False, False, True]
    _lost, unsent = pending.abandon()
    for line in unsent:
        pending.add(line)
    for number in range(1, WINDOW + 2):
        pending.take_back(number)
    assert pending.waiting == WINDOW + 1
    assert not pending.is_unsent(WINDOW + 1)
    assert pending.is_unsent(WINDOW + 2)
