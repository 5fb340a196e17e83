"""Batches that mean something together: messages of several lines, and pages of history."""

from datetime import datetime, timezone

from mensajeria.client.happenings import (
    Corresponded,
    PastTold,
    Reacted,
    ReadUntil,
    Redacted,
    Said,
    Spot,
)
from tests.unit.client.dialogue import Dialogue, welcomed

CAPABILITIES = "batch message-tags server-time draft/multiline"


def limited(bounds: str = "max-bytes=400,max-lines=3") -> Dialogue:
    """A dialogue where one message has at most so many lines and bytes."""
    dialogue = welcomed(CAPABILITIES)
    dialogue.session.negotiation.offered["draft/multiline"] = bounds
    return dialogue


def test_lines_are_one_message() -> None:
    """draft/multiline: "the client MUST concatenate the message lines with a line feed"."""
    dialogue = welcomed(CAPABILITIES)
    assert dialogue.hears(
        "@msgid=m1 :leo!u@h BATCH +1 draft/multiline #plaza",
        "@batch=1 :leo!u@h PRIVMSG #plaza :one",
        "@batch=1 :leo!u@h PRIVMSG #plaza :",
        "@batch=1 :leo!u@h PRIVMSG #plaza :two ",
        "@batch=1;draft/multiline-concat :leo!u@h PRIVMSG #plaza :and more",
        ":leo!u@h BATCH -1",
    ) == [Said("leo", "#plaza", "one\n\ntwo and more", msgid="m1")]


def test_a_page_of_history_is_told_at_once_with_what_is_nested_in_it() -> None:
    dialogue = welcomed(CAPABILITIES)
    (page,) = dialogue.hears(
        ":irc.example BATCH +1 chathistory #plaza",
        "@batch=1;msgid=a :leo!u@h PRIVMSG #plaza :one",
        "@batch=1;msgid=b :eva!u@h BATCH +2 draft/multiline #plaza",
        "@batch=2 :eva!u@h NOTICE #plaza :two",
        "@batch=2 :eva!u@h NOTICE #plaza :three",
        ":eva!u@h BATCH -2",
        "@batch=1;msgid=c :leo!u@h JOIN #plaza",
        ":irc.example BATCH -1",
    )
    assert page == PastTold(
        "#plaza",
        (
            Said("leo", "#plaza", "one", msgid="a"),
            Said("eva", "#plaza", "two\nthree", "notice", msgid="b"),
        ),
        Spot("a", None),
        Spot("c", None),
    )


def test_a_page_has_what_was_done_to_messages_since() -> None:
    """draft/event-playback: "the server SHOULD send additional lines relevant to the chat history,
    including but not limited to TAGMSG, JOIN, PART, QUIT, MODE, TOPIC, and NICK".
    """
    (page,) = welcomed(CAPABILITIES).hears(
        ":irc.example BATCH +1 chathistory #plaza",
        "@batch=1;msgid=a;+draft/react=:);+draft/reply=z :leo!u@h TAGMSG #plaza",
        "@batch=1;msgid=b;+typing=active :leo!u@h TAGMSG #plaza",
        "@batch=1;msgid=c :leo!u@h REDACT #plaza y",
        ":irc.example BATCH -1",
    )
    assert isinstance(page, PastTold)
    assert page.said == (Reacted("leo", "#plaza", "z", ":)"), Redacted("leo", "#plaza", "y"))
    assert (page.first, page.last) == (Spot("a", None), Spot("c", None))


def test_history_changes_nothing_about_who_we_are() -> None:
    dialogue = welcomed(CAPABILITIES)
    mask = dialogue.session.model.mask
    dialogue.hears(
        ":irc.example BATCH +1 chathistory #plaza",
        "@batch=1;msgid=a :ana!old@elsewhere PRIVMSG #plaza :one",
        ":irc.example BATCH -1",
    )
    assert dialogue.session.model.mask == mask


def test_those_with_whom_there_is_a_past() -> None:
    assert welcomed(CAPABILITIES).hears(
        ":irc.example BATCH +1 draft/chathistory-targets",
        "@batch=1 :irc.example CHATHISTORY TARGETS leo 2026-03-04T11:00:00.000Z",
        ":irc.example BATCH -1",
    ) == [Corresponded("leo", at=datetime(2026, 3, 4, 11, tzinfo=timezone.utc))]


def test_other_batches_hold_nothing_back() -> None:
    assert welcomed(CAPABILITIES).hears(
        ":irc.example BATCH +1 netsplit a b",
        "@batch=1 :leo!u@h PRIVMSG #plaza :hola",
        ":irc.example BATCH -1",
    ) == [Said("leo", "#plaza", "hola")]


def test_batches_that_are_never_closed_are_bounded() -> None:
    dialogue = welcomed(CAPABILITIES)
    dialogue.hears(*(f":x BATCH +{number} chathistory #plaza" for number in range(100)))
    dialogue.hears(*("@batch=1 :leo!u@h PRIVMSG #plaza :x" for _ in range(6000)))
    (page,) = dialogue.hears(":x BATCH -1")
    assert isinstance(page, PastTold)
    assert len(page.said) == 5000
    assert dialogue.hears(":x BATCH -99") == []


def test_what_is_nested_is_bounded_as_well() -> None:
    dialogue = welcomed(CAPABILITIES)
    dialogue.hears(":x BATCH +1 chathistory #plaza")
    for _ in range(5100):
        dialogue.hears("@batch=1 :leo!u@h BATCH +2 draft/multiline #plaza", ":leo!u@h BATCH -2")
    (page,) = dialogue.hears(":x BATCH -1")
    assert isinstance(page, PastTold)
    assert len(page.said) == 5000


def test_read_markers() -> None:
    """ "MARKREAD <target> [timestamp=YYYY-MM-DDThh:mm:ss.sssZ]", "*" for none."""
    (told,) = welcomed().hears(":x MARKREAD #plaza timestamp=2026-03-04T11:00:00.250Z")
    assert isinstance(told, ReadUntil)
    assert told.until == datetime(2026, 3, 4, 11, 0, 0, 250_000, timezone.utc)
    assert welcomed().hears(":x MARKREAD #plaza *") == [ReadUntil("#plaza", None)]
    assert welcomed().hears(":x MARKREAD #plaza timestamp=x") == []


def test_several_lines_are_sent_as_one_message() -> None:
    dialogue = limited()
    assert dialogue.session.several_lines == 3
    assert dialogue.session.say("#plaza", "one\n\ntwo", number=7) == []
    assert dialogue.said() == [
        "BATCH +line-1 draft/multiline #plaza",
        "@batch=line-1 PRIVMSG #plaza one",
        "@batch=line-1 PRIVMSG #plaza :",
        "@batch=line-1 PRIVMSG #plaza two",
        "BATCH -line-1",
        "PING line-1",
    ]


def test_what_is_too_much_for_one_message_is_several() -> None:
    """draft/multiline: "`max-bytes` - This defines the maximum allowed total byte length of
    multiline batched content"; "`max-lines` - This defines the maximum allowed number of lines".
    """
    session = limited().session
    assert session.messages("#plaza", "one\ntwo\nthree") == ["one\ntwo\nthree"]
    assert session.messages("#plaza", "one\n\ntwo\nthree") == ["one", "two", "three"]
    text = f"{'x' * 300}\n{'y' * 300}"
    assert session.messages("#plaza", text) == text.split("\n")


def test_lines_in_pieces_count_for_as_many() -> None:
    session = limited("max-bytes=9000,max-lines=3").session
    assert session.messages("#plaza", "x" * 900) == ["x" * 900]
    assert len(session.messages("#plaza", "x" * 1800)) == 4


def test_blank_lines_alone_are_nothing_to_say() -> None:
    """draft/multiline: "Clients MUST NOT send messages consisting entirely of blank lines"."""
    assert limited().session.messages("#plaza", "\n \n") == [""]
    assert limited().session.messages("#plaza", " ") == [" "]


def test_a_long_line_among_several_comes_out_whole() -> None:
    dialogue = welcomed("batch message-tags draft/multiline")
    text = " ".join(f"word{number}" for number in range(150))
    dialogue.session.say("#plaza", f"{text}\n{'x' * 900}", number=7)
    sent = [line for line in dialogue.said() if "PRIVMSG" in line]
    echoed = [f"@{line[1:].replace(' PRIVMSG', ' :ana!u@h PRIVMSG', 1)}" for line in sent]
    (said,) = dialogue.hears(
        ":ana!u@h BATCH +line-1 draft/multiline #plaza", *echoed, ":ana!u@h BATCH -line-1"
    )
    assert isinstance(said, Said)
    assert said.text == f"{text}\n{'x' * 900}"
    assert all(len(line.partition(" ")[2].encode()) < 512 for line in sent)


def test_without_the_capability_one_line_is_one_message() -> None:
    assert welcomed().session.several_lines == 1
