"""Who is writing, and telling that we are (IRCv3 typing)."""

from mensajeria.client.happenings import Said, Typing
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


def test_a_server_that_passes_on_no_tags_is_told_nothing() -> None:
    dialogue = welcomed()
    Writers().tell(dialogue.session, PLAZA, "h", 1)
    assert dialogue.said() == []
