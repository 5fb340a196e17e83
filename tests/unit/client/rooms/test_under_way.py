"""Lines of ours from being typed to being told of by the server, whatever server that is."""

from __future__ import annotations

import pytest

from mensajeria.client.happenings import Undelivered
from mensajeria.client.rooms.entries import Fate, Spoken
from mensajeria.client.rooms.room import Kind
from mensajeria.client.rooms.under_way import MOST_UNTOLD
from tests.unit.client.rooms.test_past import Chat

ECHO = "batch message-tags server-time echo-message"
LABELS = f"{ECHO} labeled-response"
ME = ":ana!~ana@host.example"
AT = "time=2026-03-04T12:00:01.000Z"


def shown(chat: Chat, name: str = "#plaza") -> list[tuple[str, Fate, str]]:
    return [(e.text, e.fate, e.msgid) for e in chat.room(name).entries if isinstance(e, Spoken)]


def token(chat: Chat) -> str:
    """What the last line of ours was followed by a PING with."""
    return next(line.split()[1] for line in chat.dialogue.said() if line.startswith("PING"))


def test_what_confirms_a_line_may_come_before_the_server_tells_of_it() -> None:
    """A bouncer answers our PING itself, and tells of our line when its server does."""
    chat = Chat(ECHO)
    chat.typed("hola")
    chat.hears(f":x PONG x {token(chat)}")
    assert shown(chat) == [("hola", Fate.SAID, "")]
    chat.hears(
        "@msgid=q0 :leo!u@h PRIVMSG #plaza :before", f"@msgid=q1;{AT} {ME} PRIVMSG #plaza :hola"
    )
    assert shown(chat) == [("before", Fate.SAID, "q0"), ("hola", Fate.SAID, "q1")]
    assert len(chat.rooms.under_way) == 0


def test_lines_that_are_never_told_of_are_forgotten() -> None:
    chat = Chat(ECHO)
    for _ in range(MOST_UNTOLD + 20):
        chat.typed("hola")
        chat.hears(f":x PONG x {token(chat)}")
    assert len(chat.rooms.under_way) == MOST_UNTOLD
    chat.typed("the next")
    chat.hears(f"@msgid=q1 {ME} PRIVMSG #plaza :the next", f":x PONG x {token(chat)}")
    assert len(chat.rooms.under_way) == 0


def test_a_line_that_the_server_changes_is_the_line_that_was_typed() -> None:
    """labeled-response, "`echo-message` showing a message that has been modified by the server to
    remove formatting".
    """
    chat = Chat(LABELS)
    chat.typed("\x02Hello!\x02")
    chat.hears(f"@label=line-1;msgid=q1;{AT} {ME} PRIVMSG #plaza :Hello!")
    assert shown(chat) == [("Hello!", Fate.SAID, "q1")]


def test_the_same_words_from_another_device_are_another_line() -> None:
    chat = Chat(LABELS)
    chat.typed("hola")
    chat.hears(f"@msgid=q1;{AT} {ME} PRIVMSG #plaza :hola")
    chat.hears("@label=line-1 :x 404 ana #plaza :Cannot send to channel")
    assert shown(chat) == [("hola", Fate.REFUSED, ""), ("hola", Fate.SAID, "q1")]


def test_a_line_of_several_lines_is_known_by_its_label() -> None:
    chat = Chat(f"{LABELS} draft/multiline")
    chat.say_lines(["one", "two"])
    chat.hears(
        f"@label=line-1;msgid=q1;{AT} {ME} BATCH +b draft/multiline #plaza",
        f"@batch=b {ME} PRIVMSG #plaza :one!",
        f"@batch=b {ME} PRIVMSG #plaza :two!",
        "BATCH -b",
    )
    assert shown(chat) == [("one!\ntwo!", Fate.SAID, "q1")]


def test_who_is_renamed_meanwhile_is_still_who_was_written_to() -> None:
    chat = Chat(LABELS)
    chat.typed("/msg leo psst")
    chat.hears(":leo!u@h NICK leon", f"@label=line-1;msgid=q1 {ME} PRIVMSG leo :psst")
    assert shown(chat, "leon") == [("psst", Fate.SAID, "q1")]
    assert chat.rooms.get("leo") is None
    chat.typed("/msg leon hey")
    chat.hears(":leon!u@h NICK leo", "@label=line-2 :x 401 ana leon :No such nick")
    assert shown(chat, "leo")[-1][:2] == ("hey", Fate.REFUSED)


def test_what_was_perhaps_said_is_found_in_the_past() -> None:
    chat = Chat(f"{ECHO} draft/chathistory")
    chat.page("m1 01 leo one")
    chat.page()
    chat.typed("hola")
    lost, _unsent = chat.dialogue.session.pending.abandon()
    for line in lost:
        chat.heard(Undelivered(line.number, line.target, line.text, "broken", uncertain=True))
    assert shown(chat)[-1] == ("hola", Fate.UNCERTAIN, "")
    chat.lose()
    chat.hears(f"{ME} JOIN #plaza")
    chat.page("m2 59 ana hola")
    assert shown(chat) == [("one", Fate.SAID, "m1"), ("hola", Fate.SAID, "m2")]


@pytest.mark.parametrize("again", [False, True])
def test_what_was_perhaps_said_can_be_taken_away_or_said_again(again: bool) -> None:
    chat = Chat(ECHO)
    chat.typed("hola")
    for line in chat.dialogue.session.pending.abandon()[0]:
        chat.heard(Undelivered(line.number, line.target, line.text, "broken", uncertain=True))
    entry = chat.room("#plaza").entries[-1]
    assert isinstance(entry, Spoken)
    (chat.again if again else chat.drop)(chat.room("#plaza"), entry)
    assert [fate for _text, fate, _id in shown(chat)] == [Fate.PENDING] * again
    assert len(chat.rooms.under_way) == again


def test_what_is_said_to_those_of_a_rank_stands_in_the_channel() -> None:
    chat = Chat(LABELS)
    chat.dialogue.hears(":x 005 ana STATUSMSG=@+ :are supported")
    chat.dialogue.said()
    chat.typed("/msg @#plaza ops only")
    assert chat.dialogue.said() == ["@label=line-1 PRIVMSG @#plaza :ops only"]
    chat.hears(f"@label=line-1;msgid=q1 {ME} PRIVMSG @#plaza :ops only")
    assert [room.name for room in chat.rooms if room.kind is not Kind.SERVER] == ["#plaza"]
    entry = chat.room("#plaza").entries[-1]
    assert isinstance(entry, Spoken)
    assert (entry.text, entry.to_rank, entry.fate) == ("ops only", "@", Fate.SAID)
    chat.answer(entry, "and mine")
    assert chat.dialogue.said() == ["@+draft/reply=q1;label=line-2 PRIVMSG @#plaza :and mine"]


# Notes to oneself


def test_a_note_to_oneself_is_one() -> None:
    """labeled-response: "`echo-message` will result in duplicate messages being sent by the server,
    as both sent and received messages".
    """
    chat = Chat(LABELS)
    chat.typed("/msg ana milk")
    echo, copy = (
        f"@label=line-1;msgid=q1 {ME} PRIVMSG ana :milk",
        f"@msgid=q1 {ME} PRIVMSG ana :milk",
    )
    chat.hears(echo, copy)
    chat.typed("/msg ana bread")
    chat.hears(
        f"@msgid=q2 {ME} PRIVMSG ana :bread", f"@label=line-2;msgid=q2 {ME} PRIVMSG ana :bread"
    )
    assert shown(chat, "ana") == [("milk", Fate.SAID, "q1"), ("bread", Fate.SAID, "q2")]


def test_a_note_from_another_device_is_shown() -> None:
    chat = Chat(LABELS)
    chat.hears(f"@msgid=q1 {ME} PRIVMSG ana :milk")
    assert shown(chat, "ana") == [("milk", Fate.SAID, "q1")]


def test_without_ids_and_labels_a_note_is_one_as_well() -> None:
    chat = Chat("echo-message")
    chat.typed("/msg ana milk")
    chat.hears(f"{ME} PRIVMSG ana :milk", f"{ME} PRIVMSG ana :milk", f":x PONG x {token(chat)}")
    assert shown(chat, "ana") == [("milk", Fate.SAID, "")]


def test_with_labels_but_no_echo_a_line_is_one() -> None:
    chat = Chat("batch message-tags server-time labeled-response")
    chat.typed("hola")
    chat.hears("@label=line-1 :x ACK")
    assert shown(chat) == [("hola", Fate.SAID, "")]
    assert len(chat.rooms.under_way) == 0


def test_what_was_perhaps_said_is_not_taken_for_the_same_words_said_again() -> None:
    chat = Chat(ECHO)
    chat.typed("si")
    for line in chat.dialogue.session.pending.abandon()[0]:
        chat.heard(Undelivered(line.number, line.target, line.text, "broken", uncertain=True))
    chat.typed("si")
    chat.hears(f"@msgid=q1;{AT} {ME} PRIVMSG #plaza :si")
    assert shown(chat) == [("si", Fate.UNCERTAIN, ""), ("si", Fate.SAID, "q1")]


def test_a_line_that_is_shown_no_longer_takes_nobody_elses_place() -> None:
    chat = Chat(ECHO)
    chat.typed("hola")
    room = chat.room("#plaza")
    room.entries.clear()
    chat.hears("@msgid=q0 :leo!u@h PRIVMSG #plaza :theirs", f"@msgid=q1 {ME} PRIVMSG #plaza :hola")
    assert shown(chat) == [("theirs", Fate.SAID, "q0")]
