"""While the journal cannot store: who is told what, who sees nothing, and how it goes on.

Design section 3: "If the journal fails (disk full), messages are refused with a clear error to
their authors, nothing that was not stored is shown, and the server serves again as soon as the disk
does."
"""

from __future__ import annotations

import pytest

from mensajeria.chat.events import Event, NickChanged
from mensajeria.engine.settings import Settings
from tests.harness.town import Client, Town

FULL = "the disk is full"
NOT_STORED = f"FAIL PRIVMSG NOT_STORED :Your message could not be stored: {FULL}"
UNAVAILABLE = f"TEMPORARILY_UNAVAILABLE :nothing can be stored at the moment: {FULL}"


def without_source(lines: list[str]) -> list[str]:
    return [
        line.partition(" ")[2] if line.startswith(":mensajeria.local ") else line for line in lines
    ]


@pytest.fixture
def plaza(town: Town) -> tuple[Client, Client]:
    ana, leo = town.enter("#plaza", "ana", "leo")
    return ana, leo


def test_the_author_of_a_lost_message_is_told_and_nobody_sees_it(
    town: Town, plaza: tuple[Client, Client]
) -> None:
    ana, leo = plaza
    stored = list(town.journal.stored)
    town.journal.fails = FULL
    ana.send("PRIVMSG #plaza :hola")
    assert without_source(ana.seen()) == [NOT_STORED]
    assert leo.seen() == []
    assert town.journal.stored == stored


def test_an_echo_is_not_shown_either(town: Town) -> None:
    ana = town.connect("ana", ["echo-message"])
    ana.send("JOIN #plaza")
    ana.seen()
    town.journal.fails = FULL
    ana.send("PRIVMSG #plaza :hola")
    assert without_source(ana.seen()) == [NOT_STORED]


def test_a_whisper_is_lost_the_same_way(town: Town, plaza: tuple[Client, Client]) -> None:
    ana, leo = plaza
    town.journal.fails = FULL
    ana.send("PRIVMSG leo :psst")
    assert without_source(ana.seen()) == [NOT_STORED]
    assert leo.seen() == []


def test_a_label_answers_with_the_failure(town: Town) -> None:
    """labeled-response: the FAIL is the response, so it carries the label."""
    ana = town.connect("ana", ["labeled-response", "batch", "message-tags"])
    ana.send("JOIN #plaza")
    ana.seen()
    town.journal.fails = FULL
    ana.send("@label=x PRIVMSG #plaza :hola")
    assert ana.seen() == [f"@label=x :mensajeria.local {NOT_STORED}"]


def test_while_it_is_down_what_must_be_stored_is_refused(
    town: Town, plaza: tuple[Client, Client]
) -> None:
    ana, leo = plaza
    town.journal.fails = FULL
    ana.send("PRIVMSG #plaza :the one that finds out")
    ana.seen()
    for line in (
        "PRIVMSG #plaza :hola",
        "JOIN #other",
        "PART #plaza",
        "TOPIC #plaza :x",
        "NICK eva",
    ):
        ana.send(line)
        assert without_source(ana.seen()) == [f"FAIL {line.split()[0]} {UNAVAILABLE}"]
    assert leo.seen() == []


def test_while_it_is_down_what_needs_no_storing_is_served(
    town: Town, plaza: tuple[Client, Client]
) -> None:
    ana, _ = plaza
    town.journal.fails = FULL
    ana.send("PRIVMSG #plaza :hola")
    ana.seen()
    ana.send("PING now")
    assert without_source(ana.seen()) == ["PONG mensajeria.local now"]


def test_a_ping_behind_a_failing_message_is_answered(
    town: Town, plaza: tuple[Client, Client]
) -> None:
    ana, leo = plaza
    town.journal.hold()
    town.journal.fails = FULL
    ana.send("PRIVMSG #plaza :hola")
    leo.send("PING now")
    assert leo.seen() == []  # its turn comes after that of the message
    town.journal.let_go()
    assert without_source(ana.seen()) == [NOT_STORED]
    assert without_source(leo.seen()) == ["PONG mensajeria.local now"]


def test_messages_that_waited_behind_the_failing_batch_are_lost_too(
    town: Town, plaza: tuple[Client, Client]
) -> None:
    ana, leo = plaza
    town.journal.hold()
    town.journal.fails = FULL
    ana.send("PRIVMSG #plaza :first")
    leo.send("PRIVMSG #plaza :second")
    town.journal.let_go()
    assert without_source(ana.seen()) == [NOT_STORED]
    assert without_source(leo.seen()) == [NOT_STORED]


def test_it_serves_again_after_the_next_beat_with_no_other_help(
    town: Town, plaza: tuple[Client, Client]
) -> None:
    ana, leo = plaza
    town.journal.fails = FULL
    ana.send("PRIVMSG #plaza :lost")
    town.advance(1)
    ana.send("PRIVMSG #plaza :still not")
    ana.seen()
    town.journal.fails = ""
    town.advance(1)
    ana.send("PRIVMSG #plaza :hola")
    assert ana.seen() == []
    assert leo.seen() == [":ana!~ana@127.0.0.1 PRIVMSG #plaza :hola"]


def test_a_join_that_could_not_be_stored_shows_once_when_it_can(
    town: Town, plaza: tuple[Client, Client]
) -> None:
    ana, leo = plaza
    eva = town.connect("eva")
    town.journal.fails = FULL
    eva.send("JOIN #plaza")
    for _ in range(3):
        town.advance(1)
    assert [eva.seen(), ana.seen(), leo.seen()] == [[], [], []]
    town.journal.fails = ""
    town.advance(1)
    town.advance(1)
    joined = ":eva!~eva@127.0.0.1 JOIN #plaza"
    assert ana.seen() == [joined]
    assert leo.seen() == [joined]
    assert eva.seen()[0] == joined
    assert [type(event).__name__ for event in town.journal.stored].count("Joined") == 3


def test_who_leaves_meanwhile_is_seen_to_leave_after_what_came_before(
    town: Town, plaza: tuple[Client, Client]
) -> None:
    ana, leo = plaza
    eva = town.connect("eva")
    town.journal.fails = FULL
    eva.send("JOIN #plaza")
    eva.drop()
    leo.drop()
    assert ana.seen() == []
    town.journal.fails = ""
    town.advance(1)
    assert ana.seen() == [
        ":eva!~eva@127.0.0.1 JOIN #plaza",
        ":eva!~eva@127.0.0.1 QUIT :Connection lost",
        ":leo!~leo@127.0.0.1 QUIT :Connection lost",
    ]


def test_one_try_at_a_time(town: Town, plaza: tuple[Client, Client]) -> None:
    """The town's journal objects to a second append while one is under way."""
    ana, leo = plaza
    town.journal.fails = FULL
    ana.send("PRIVMSG #plaza :lost")
    town.journal.hold()
    town.advance(1)
    town.advance(1)
    ana.send("PING now")
    town.journal.fails = ""
    town.journal.let_go()
    ana.send("PRIVMSG #plaza :hola")
    assert leo.seen() == [":ana!~ana@127.0.0.1 PRIVMSG #plaza :hola"]


def test_newcomers_are_let_in_but_into_no_channel() -> None:
    town = Town(Settings(autojoin=("#general",)))
    ana = town.connect("ana")
    town.journal.fails = FULL
    ana.send("PRIVMSG #general :lost")
    eva = town.connect("eva")
    assert eva.session.user is not None
    assert eva.session.user.channels == {}
    eva.send("JOIN #general")
    assert without_source(eva.seen()) == [f"FAIL JOIN {UNAVAILABLE}"]


def test_what_is_owed_does_not_grow_with_what_clients_do(
    town: Town, plaza: tuple[Client, Client]
) -> None:
    ana, _ = plaza
    town.journal.fails = FULL
    ana.send("PRIVMSG #plaza :lost")
    for _ in range(50):
        eva = town.connect("eva")
        eva.send("NICK olga")
        eva.send("JOIN #plaza")
        eva.drop()
    town.journal.fails = ""
    before = len(town.journal.stored)
    town.advance(1)
    assert town.journal.stored[before:] == []


def test_the_disk_fills_up_again_and_again(town: Town, plaza: tuple[Client, Client]) -> None:
    ana, leo = plaza
    for round_ in range(5):
        town.journal.fails = FULL
        ana.send(f"PRIVMSG #plaza :lost {round_}")
        leo.send("NICK leon")
        town.journal.fails = ""
        town.advance(1)
        ana.send(f"PRIVMSG #plaza :kept {round_}")
        leo.send(f"NICK leo{round_}")
    texts = [getattr(event, "text", "") for event in town.journal.stored]
    assert [text for text in texts if text] == [f"kept {round_}" for round_ in range(5)]
    assert names(town.journal.stored) == [f"leo{round_}" for round_ in range(5)]
    heard = [line.rpartition(":")[2] for line in leo.seen() if " PRIVMSG " in line]
    assert heard == [f"kept {round_}" for round_ in range(5)]


def names(events: list[Event]) -> list[str]:
    return [event.nick for event in events if isinstance(event, NickChanged)]
