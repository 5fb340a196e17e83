"""Messages of several lines: whole or not at all, whoever sees them, in whatever way and when."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.chat.events import Said
from mensajeria.engine.settings import Settings
from mensajeria.wire.message import parse
from tests.harness.town import Client, Town

NAME = "draft/multiline"
CONCAT = "draft/multiline-concat"
AUTHOR = ["batch", NAME, "labeled-response"]

Line = tuple[str, bool]
TEXT = st.text(st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), max_size=8)
LINES = st.lists(st.tuples(TEXT, st.booleans()), min_size=1, max_size=6)


def ana_and_leo() -> tuple[Town, Client, Client]:
    """Both in #plaza; ana may open batches."""
    town = Town(Settings(autojoin=()))
    town.connect("ana", AUTHOR)
    ana, leo = town.enter("#plaza", "ana", "leo")
    return town, ana, leo


def say(client: Client, lines: list[Line]) -> None:
    client.send(f"BATCH +r {NAME} #plaza")
    for text, goes_on in lines:
        concat = f";{CONCAT}" if goes_on else ""
        client.send(f"@batch=r{concat} PRIVMSG #plaza :{text}")
    client.send("BATCH -r")


def combined(lines: list[Line]) -> str:
    """ "joined by a single line feed (\\n) byte unless the [...] message tag is sent"."""
    first, *rest = lines
    return first[0] + "".join(text if goes_on else f"\n{text}" for text, goes_on in rest)


def possible(lines: list[Line]) -> bool:
    blank = any(goes_on and not text for text, goes_on in lines)
    return not blank and any(text for text, _ in lines)


def shown(lines: list[str]) -> list[str]:
    """The messages among what somebody saw, those of several lines put together again."""
    found: list[str] = []
    inside: list[Line] | None = None
    for message in map(parse, map(str.encode, lines)):
        if message.command == "BATCH" and NAME in message.params:
            inside = []
        elif message.command == "BATCH" and inside is not None:
            found.append(combined(inside))
            inside = None
        elif message.command == "PRIVMSG" and inside is not None:
            inside.append((message.params[1], CONCAT in message.tags))
        elif message.command == "PRIVMSG":
            found.append(message.params[1])
    assert inside is None
    return found


@given(LINES)
def test_it_arrives_as_it_was_sent_or_not_at_all(lines: list[Line]) -> None:
    town, ana, leo = ana_and_leo()
    leo.send(f"CAP REQ :batch {NAME}")
    leo.seen()
    before = len(town.journal.stored)
    say(ana, lines)
    fails = [line for line in ana.seen() if " FAIL BATCH MULTILINE_INVALID " in line]
    if possible(lines):
        assert shown(leo.seen()) == [combined(lines)]
        (event,) = town.journal.stored[before:]
        assert isinstance(event, Said)
        assert event.text == combined(lines)
        assert fails == []
    else:
        assert (len(fails), leo.seen(), town.journal.stored[before:]) == (1, [], [])


@given(LINES.filter(possible))
def test_others_are_shown_the_same_lines_but_for_the_blank_ones(lines: list[Line]) -> None:
    """ "Servers SHOULD maintain the line composition sent by the client"."""
    _, ana, leo = ana_and_leo()
    say(ana, lines)
    assert shown(leo.seen()) == [text for text, _ in lines if text]


CHANGES = (f"CAP REQ :batch {NAME}", f"CAP REQ :-{NAME}", "CAP REQ :-batch", "CAP REQ server-time")
ACTIONS = st.lists(st.sampled_from(("say", "say", "hold", "sync", "let go", *CHANGES)), max_size=20)


@settings(max_examples=100)
@given(ACTIONS)
def test_capabilities_that_change_at_any_moment_lose_no_line(actions: list[str]) -> None:
    town, ana, leo = ana_and_leo()
    said = 0
    for action in actions:
        if action == "say":
            say(ana, [(f"{said}", False), (f"and {said}", False)])
            said += 1
        elif action == "hold":
            town.journal.hold()
        elif action == "sync":
            town.journal.sync()
        elif action == "let go":
            town.journal.let_go()
        else:
            leo.send(action)
    town.journal.let_go()
    texts = [text for message in shown(leo.seen()) for text in message.split("\n")]
    assert texts == [text for n in range(said) for text in (f"{n}", f"and {n}")]


PIECES = st.lists(
    st.sampled_from(
        (
            f"@label=%d BATCH +r {NAME} #plaza",
            f"BATCH +s {NAME} #plaza",
            "BATCH +r netsplit",
            "@batch=r PRIVMSG #plaza :%d",
            "@batch=r PRIVMSG #plaza :%d",
            "@batch=s PRIVMSG #plaza :%d",
            "@batch=r NOTICE #plaza :%d",
            "@batch=r PRIVMSG #bar :%d",
            "@batch=r;label=%d PRIVMSG #plaza :",
            "@label=%d BATCH -r",
            "BATCH -s",
            "@label=%d PING x",
            "CAP REQ :-draft/multiline",
            "CAP REQ :batch draft/multiline",
        )
    ),
    max_size=25,
)


@settings(max_examples=200)
@given(PIECES)
def test_every_label_is_answered_once_whatever_comes(pieces: list[str]) -> None:
    """ "Servers MUST include the tag in exactly one logical message" (IRCv3 labeled-response)."""
    town, ana, leo = ana_and_leo()
    labels = []
    for number, piece in enumerate(pieces):
        line = piece.replace("%d", str(number))
        labels += [str(number)] if "label=" in line else []
        ana.send(line)
    town.advance(60)  # what is still open is given up
    answered = [parse(line.encode()).tags.get("label", "") for line in ana.seen()]
    assert sorted(filter(None, answered)) == sorted(labels)
    assert all(" BATCH " not in line for line in leo.seen())
