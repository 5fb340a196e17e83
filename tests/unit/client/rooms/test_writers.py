"""Who is writing, and telling that we are (IRCv3 typing)."""

from collections.abc import Callable

import pytest

from mensajeria.client import telling
from mensajeria.client.happenings import Refused, Said, Typing, Undelivered
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.rooms.writers import Writers
from tests.unit.client.dialogue import welcomed

PLAZA = Room("#plaza", Kind.CHANNEL)
PLAZA.inside = True


def test_who_writes_is_told_by_tags() -> None:
    dialogue = welcomed("message-tags")
    assert dialogue.hears(
        "@+typing=active :leo!u@h TAGMSG #plaza",
        "@+typing=paused :leo!u@h TAGMSG ana",
        "@+typing=active :ana!u@h TAGMSG #plaza",
    ) == [Typing("leo", "#plaza", active=True), Typing("leo", "leo", active=False)]


def test_somebody_writes_until_it_is_said_or_some_time_has_passed() -> None:
    """ "at least 6 seconds have elapsed since the last active notification was received"."""
    writers = Writers()
    writers.heard(Typing("leo", "#Plaza", active=True), 10)
    writers.heard(Typing("eva", "#plaza", active=True), 12)
    writers.heard(Typing("bob", "#club", active=True), 12)
    assert writers.in_room(PLAZA, 15) == ["leo", "eva"]
    assert writers.in_room(PLAZA, 16) == ["eva"]
    writers.heard(Said("eva", "#plaza", "hola"), 16)
    assert writers.in_room(PLAZA, 16) == []


def test_who_pauses_writes_no_longer() -> None:
    writers = Writers()
    writers.heard(Typing("leo", "#plaza", active=True), 10)
    writers.heard(Typing("leo", "#plaza", active=False), 11)
    assert writers.in_room(PLAZA, 11) == []


def test_we_tell_now_and_then_and_never_of_commands() -> None:
    """ "MUST NOT be sent more often than every 3 seconds"."""
    dialogue, writers = welcomed("message-tags"), Writers()
    for text, now in (("/j", 0.0), ("", 0.0), ("h", 1.0), ("ho", 3.9), ("hol", 4.0)):
        writers.tell(dialogue.session, PLAZA, text, now)
    assert dialogue.said() == ["@+typing=active TAGMSG #plaza"] * 2
    writers.tell(dialogue.session, Room("", Kind.SERVER), "x", 9)
    writers.tell(dialogue.session, Room("#club", Kind.CHANNEL), "x", 9)  # where we are not
    assert dialogue.said() == []


@pytest.mark.parametrize(
    "refusal",
    [
        "401 ana #plaza :No such nick/channel",
        "403 ana #plaza :No such channel",
        "404 ana #Plaza :Cannot send to channel",
        "FAIL TAGMSG NOT_TODAY #plaza :Come back tomorrow",
    ],
)
def test_a_notification_that_is_refused_is_no_news_and_not_sent_again(refusal: str) -> None:
    dialogue, writers = welcomed("message-tags"), Writers()
    writers.tell(dialogue.session, PLAZA, "h", 1)
    dialogue.said()
    assert dialogue.hears(f":x {refusal}") == []
    writers.tell(dialogue.session, PLAZA, "ho", 5)
    assert dialogue.said() == []
    dialogue.hears(":leo!u@h PRIVMSG #plaza :hola")
    writers.tell(dialogue.session, PLAZA, "hol", 9)
    assert dialogue.said() == ["@+typing=active TAGMSG #plaza"]


def test_what_was_asked_after_a_notification_is_refused_aloud() -> None:
    dialogue, writers = welcomed("message-tags"), Writers()
    asked: list[Callable[[], None]] = [
        lambda: dialogue.session.send("WHOIS", "bob"),
        lambda: dialogue.session.raw("INVITE bob #plaza"),
        lambda: dialogue.session.tag("bob", {"+draft/react": "x"}),
    ]
    for ask in asked:
        writers.tell(dialogue.session, Room("bob", Kind.PERSON), "h", 1)
        ask()
        (refused,) = dialogue.hears(":x 401 ana bob :No such nick")
        assert isinstance(refused, Refused)


def test_what_is_said_in_spite_of_that_is_refused_as_ever() -> None:
    dialogue, writers = welcomed("message-tags"), Writers()
    bob = Room("bob", Kind.PERSON)
    writers.tell(dialogue.session, bob, "h", 1)
    dialogue.session.say("bob", "hola", number=7)
    gone = ":x 401 ana bob :No such nick"
    heard = dialogue.hears(gone, gone, ":x PONG x line-1")
    assert heard == [Undelivered(7, "bob", "hola", "There is nobody called bob.")]


def test_to_how_many_it_is_told_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_MOST", 2)
    session = welcomed("message-tags").session
    for number in range(9):
        session.tell_writing(f"nick{number}")
        session.receive(f":x 401 ana nick{number} :No such nick\r\n".encode())
    assert sum(not session.telling.may(f"nick{number}") for number in range(9)) <= 2


def test_a_server_that_passes_on_no_tags_is_told_nothing() -> None:
    dialogue = welcomed()
    Writers().tell(dialogue.session, PLAZA, "h", 1)
    assert dialogue.said() == []
