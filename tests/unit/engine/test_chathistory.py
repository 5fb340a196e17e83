"""Pages of history: what each selector gives, and that a line looks as it did when it was said.

IRCv3 draft/chathistory; its dialogues are in tests/scenarios/ext_chathistory.chat.
"""

from __future__ import annotations

import pytest

from mensajeria.chat import sealed
from mensajeria.engine import portion
from mensajeria.engine.settings import Limits, Settings
from mensajeria.wire.message import Message, parse
from mensajeria.wire.times import iso
from tests.harness.town import START, Client, Town

CAPS = ["batch", "server-time", "message-tags", "draft/chathistory"]


def asked(client: Client, request: str) -> list[Message]:
    """The lines of the page, without the batch around them."""
    client.seen()
    client.send(f"CHATHISTORY {request}")
    lines = [parse(line.encode()) for line in client.seen()]
    assert [line.command for line in (lines[0], lines[-1])] == ["BATCH", "BATCH"], lines
    return lines[1:-1]


def test_the_limit_is_told() -> None:
    """ "CHATHISTORY MUST be sent to the client to state the maximum number of messages a client can
    request in a single command"."""
    ana = Town(Settings(limits=Limits(history=2))).open()
    ana.send("NICK ana")
    ana.send("USER ana 0 * :Ana")
    tokens = " ".join(line for line in ana.seen() if " 005 " in line).split()
    assert "CHATHISTORY=2" in tokens
    assert "MSGREFTYPES=msgid,timestamp" in tokens


def texts(client: Client, request: str) -> str:
    return " ".join(line.params[1] for line in asked(client, request))


def town_of() -> tuple[Town, Client]:
    """Somebody who has said 0 to 9 in #plaza, a second apart."""
    town = Town(Settings(autojoin=()))
    ana = town.connect("ana", CAPS)
    ana.send("JOIN #plaza")
    for number in range(10):
        town.advance(1)
        ana.send(f"PRIVMSG #plaza :{number}")
    return town, ana


def at(number: int) -> str:
    return f"timestamp={iso(START + 1000 * (number + 1))}"


@pytest.fixture
def ana() -> Client:
    return town_of()[1]


@pytest.fixture
def ids(ana: Client) -> list[str]:
    return [line.tags["msgid"] for line in asked(ana, "LATEST #plaza * 100")]


def test_before(ana: Client, ids: list[str]) -> None:
    """ "Request up to limit number of messages before and excluding the given timestamp or
    msgid." """
    assert texts(ana, f"BEFORE #plaza {at(5)} 3") == "2 3 4"
    assert texts(ana, f"BEFORE #plaza msgid={ids[5]} 3") == "2 3 4"
    assert texts(ana, f"BEFORE #plaza msgid={ids[0]} 3") == ""
    assert texts(ana, "BEFORE #plaza timestamp=2100-01-01T00:00:00.000Z 3") == "7 8 9"


def test_after(ana: Client, ids: list[str]) -> None:
    """ "... after and excluding the given timestamp or msgid." """
    assert texts(ana, f"AFTER #plaza {at(5)} 3") == "6 7 8"
    assert texts(ana, f"AFTER #plaza msgid={ids[5]} 3") == "6 7 8"
    assert texts(ana, f"AFTER #plaza msgid={ids[9]} 3") == ""


def test_latest(ana: Client, ids: list[str]) -> None:
    """ "the returned messages are restricted to those sent after and excluding that timestamp or
    msgid; if a * is given, no such restriction applies" """
    assert texts(ana, "LATEST #plaza * 3") == "7 8 9"
    assert texts(ana, f"LATEST #plaza {at(7)} 3") == "8 9"
    assert texts(ana, f"LATEST #plaza msgid={ids[2]} 3") == "7 8 9"


@pytest.mark.parametrize(
    ("limit", "found"), [(1, "5"), (2, "5 6"), (3, "4 5 6"), (5, "3 4 5 6 7"), (50, "")]
)
def test_around(ana: Client, ids: list[str], limit: int, found: str) -> None:
    """ "Request a number of messages before and after the timestamp or msgid with the total number
    of returned messages not exceeding limit." """
    found = found or "0 1 2 3 4 5 6 7 8 9"
    assert texts(ana, f"AROUND #plaza msgid={ids[5]} {limit}") == found
    assert texts(ana, f"AROUND #plaza {at(5)} {limit}") == found


def test_between(ana: Client, ids: list[str]) -> None:
    """ "the returned messages MUST be counted starting from and excluding the first message
    selector, while finishing on and excluding the second. This may be forwards or backwards in
    time." """
    for early, late in [(at(2), at(8)), (f"msgid={ids[2]}", f"msgid={ids[8]}")]:
        assert texts(ana, f"BETWEEN #plaza {early} {late} 50") == "3 4 5 6 7"
        assert texts(ana, f"BETWEEN #plaza {late} {early} 50") == "3 4 5 6 7"
        assert texts(ana, f"BETWEEN #plaza {early} {late} 2") == "3 4"
        assert texts(ana, f"BETWEEN #plaza {late} {early} 2") == "6 7"
        assert texts(ana, f"BETWEEN #plaza {early} {early} 2") == ""


def test_a_page_after_the_other_misses_nothing_and_repeats_nothing(ana: Client) -> None:
    """ "this will allow BEFORE, AFTER, and BETWEEN queries that use msgids for pagination to
    function as expected" """
    found: list[str] = []
    page = asked(ana, "LATEST #plaza * 3")
    while page:
        found[:0] = [line.params[1] for line in page]
        page = asked(ana, f"BEFORE #plaza msgid={page[0].tags['msgid']} 3")
    assert found == list("0123456789")


def test_a_message_of_elsewhere_is_no_mark(ana: Client, ids: list[str]) -> None:
    ana.send("JOIN #otra")
    ana.seen()
    ana.send(f"CHATHISTORY AFTER #otra msgid={ids[3]} 50")
    (line,) = ana.seen()
    assert line.endswith("FAIL CHATHISTORY MESSAGE_ERROR AFTER #otra :There is no such message")


def test_lines_look_as_they_did_when_they_were_said() -> None:
    """ "The msgid tag that identifies each individual message in a response MUST be the msgid tag
    as originally sent by the IRC server."

    Whoever asks sees what they would have seen then, byte for byte but for the batch.
    """
    town = Town(Settings(autojoin=()))
    more = ["account-tag", "extended-join", "draft/event-playback", "draft/multiline"]
    ana, leo = town.connect("ana", CAPS + more), town.connect("leo", CAPS)
    ana.send("JOIN #plaza")
    ana.seen()
    leo.send("JOIN #plaza")
    leo.send("@+draft/reply=x PRIVMSG #plaza :hola")
    leo.send("@+draft/react=:) TAGMSG #plaza")
    leo.send("MODE leo +B")
    leo.send("NOTICE #plaza :soy un bot")
    town.advance(2)
    leo.send("NICK leonardo")
    leo.send("PART #plaza :adiós")
    live = ana.seen()
    ana.send("CHATHISTORY LATEST #plaza * 50")
    opening, first, *lines, _closing = ana.seen()
    reference = opening.split()[3].removeprefix("+")
    assert " JOIN #plaza * " in first  # her own
    assert [line.replace(f"batch={reference};", "", 1) for line in lines] == live


def test_a_long_page_of_long_lines_ends_before_it_is_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It keeps the end from which it is counted, so that the next page goes on from there."""
    ana = town_of()[1]
    ana.seen()
    ana.send("CHATHISTORY LATEST #plaza * 1")
    line = ana.seen()[1].replace("batch=b1;", "") + "\r\n"
    monkeypatch.setattr(portion, "ROOM", 3 * len(line))
    assert texts(ana, "LATEST #plaza * 50") == "7 8 9"
    assert texts(ana, "AFTER #plaza timestamp=2000-01-01T00:00:00.000Z 50") == "0 1 2"
    assert texts(ana, f"BETWEEN #plaza {at(8)} {at(1)} 50") == "5 6 7"


def test_what_was_not_stored_yet_is_not_shown() -> None:
    town, ana = town_of()
    leo = town.connect("leo", CAPS)
    leo.send("JOIN #plaza")
    town.journal.hold()
    ana.send("PRIVMSG #plaza :espera")
    leo.seen()
    leo.send("CHATHISTORY LATEST #plaza * 1")
    assert leo.seen() == []
    town.journal.let_go()
    heard = [parse(line.encode()) for line in leo.seen()]
    assert [line.params[1] for line in heard if line.command == "PRIVMSG"] == ["espera", "9"]


def test_the_next_lines_wait_for_the_answer() -> None:
    town, ana = town_of()
    ana.seen()
    town.surroundings.by_hand = True
    ana.send("CHATHISTORY LATEST #plaza * 1")
    ana.send("PING x")
    assert ana.seen() == []
    town.surroundings.by_hand = False
    town.settle()
    assert [parse(line.encode()).command for line in ana.seen()] == [
        "BATCH",
        "PRIVMSG",
        "BATCH",
        "PONG",
    ]


def test_channels_are_remembered_across_a_restart_and_private_words_of_guests_are_not() -> None:
    town, ana = town_of()
    ana.send("PRIVMSG ana :para mí")
    again = town.restart().connect("ana", CAPS)
    again.send("JOIN #plaza")
    assert texts(again, "LATEST #plaza * 2") == "8 9"
    assert texts(again, "LATEST ana * 2") == ""


def test_the_marks_of_a_request_may_be_any_integers(ana: Client) -> None:
    for moment in ("0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"):
        for verb in ("BEFORE", "AFTER", "AROUND", "LATEST"):
            asked(ana, f"{verb} #plaza timestamp={moment} 5")


def test_what_was_said_behind_closed_doors_stays_there() -> None:
    """Who makes a new channel of that name was not invited to the old one, restart or not."""
    for closing, opening in (("+i", "-i"), ("+k llave", "-k llave")):
        town, ana = town_of()
        ana.send(f"MODE #plaza {closing}")
        ana.send("PRIVMSG #plaza :secreto")
        town = town.restart()
        town.advance(1)
        leo = town.connect("leo", CAPS)
        leo.send("JOIN #plaza")
        leo.send("PRIVMSG #plaza :nuevo")
        assert texts(leo, "LATEST #plaza * 50") == "nuevo"
        assert texts(leo, "BEFORE #plaza timestamp=2100-01-01T00:00:00.000Z 50") == "nuevo"
        leo.send(f"MODE #plaza {closing}")
        leo.send(f"MODE #plaza {opening}")
        leo.send("PART #plaza")
        town.advance(1)
        eva = town.restart().connect("eva", CAPS)
        eva.send("JOIN #plaza")
        assert texts(eva, "LATEST #plaza * 50") == "nuevo"


def test_doors_that_were_opened_again_hide_nothing() -> None:
    town, ana = town_of()
    ana.send("MODE #plaza +i")
    ana.send("MODE #plaza -i")
    ana.send("PART #plaza")
    town.advance(1)
    ana.send("JOIN #plaza")
    assert texts(ana, "LATEST #plaza * 2") == "8 9"
    assert not town.journal.records


def test_no_more_seals_than_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "MOST", 2)
    town, ana = town_of()
    for name in ("#a", "#b", "#c"):
        ana.send(f"JOIN {name}")
        ana.send(f"MODE {name} +i")
    assert list(town.engine.network.sealed) == ["#b", "#c"]
    assert [key for _, key in town.journal.records] == ["#b", "#c"]


def test_a_closed_channel_is_as_closed_under_another_name() -> None:
    town, ana = town_of()
    ana.send("CAP REQ draft/channel-rename")
    ana.send("MODE #plaza +i")
    ana.send("RENAME #plaza #café")
    ana.send("PRIVMSG #café :secreto")
    town.advance(1)
    leo = town.restart().connect("leo", CAPS)
    for name in ("#café", "#plaza"):
        leo.send(f"JOIN {name}")
        assert texts(leo, f"LATEST {name} * 50") == ""
