"""Redacting messages: who may, who is told, and that nothing of them is left to be read.

IRCv3 draft/message-redaction; what needs no message is in tests/scenarios.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from mensajeria.chat.events import Erased
from mensajeria.engine.editing import EDIT
from mensajeria.engine.settings import Operator, Settings
from tests.harness.town import Client, Town

NAME = "draft/message-redaction"
CAPS = [NAME, "message-tags", "batch", "draft/chathistory", "draft/account-registration"]
ALL = [*CAPS, "echo-message", "draft/event-playback", "draft/multiline", EDIT]


@pytest.fixture
def town() -> Town:
    operators = (Operator("root", "secreto"),)
    return Town(Settings(autojoin=(), operators=operators, redaction=60))


@pytest.fixture
def people(town: Town) -> list[Client]:
    """Ana is the channel's operator; eva knows nothing of redactions."""
    for nick in ("ana", "leo"):
        town.connect(nick, CAPS)
    return town.enter("#plaza", "ana", "leo", "eva")


def said(client: Client, line: str) -> str:
    """The id of what they say now; everybody has seen it."""
    client.send(line)
    town = client.town
    for each in town.clients.values():
        each.seen()
    return town.journal.stored[-1].msgid


def redact(client: Client, msgid: str, target: str = "#plaza", more: str = "") -> list[str]:
    client.send(f"REDACT {target} {msgid}{more}")
    return client.seen()


def code(lines: list[str]) -> str:
    """The code of the one FAIL that these lines are."""
    (line,) = lines
    assert " FAIL REDACT " in line
    return line.split()[3]


def left(client: Client, target: str = "#plaza") -> list[str]:
    """What a page of history has of it."""
    client.seen()
    client.send(f"CHATHISTORY LATEST {target} * 50")
    return [line.partition(" ")[2] for line in client.seen()[1:-1]]


def test_recipients_with_the_capability_are_told_and_no_others(people: list[Client]) -> None:
    """ "SHOULD forward this REDACT, with an appropriate prefix, to the target recipients that have
    negotiated the capability"; "MUST not forward this REDACT to target recipients that have not
    negotiated this capability"."""
    ana, leo, eva = people
    msgid = said(leo, "PRIVMSG #plaza :secreto")
    assert redact(leo, msgid, more=" :bad example") == []
    own = leo.town.journal.stored[-1].msgid
    expected = f"@msgid={own} :leo!~leo@127.0.0.1 REDACT #plaza {msgid} :bad example"
    assert ana.seen() == [expected]
    assert eva.seen() == []


def test_it_is_echoed_and_labelled_as_a_message_is(town: Town) -> None:
    ana = town.connect("ana", [*ALL, "labeled-response"])
    town.enter("#plaza", "ana")
    msgid = said(ana, "PRIVMSG #plaza :x")
    ana.send(f"@label=a REDACT #plaza {msgid}")
    own = town.journal.stored[-1].msgid
    assert ana.seen() == [f"@label=a;msgid={own} :ana!~ana@127.0.0.1 REDACT #plaza {msgid}"]


def test_nothing_of_it_is_left(people: list[Client]) -> None:
    """ "After a message is redacted, chathistory responses SHOULD either: exclude it entirely"."""
    ana, leo, _ = people
    said(leo, "PRIVMSG #plaza :antes")
    msgid = said(leo, "PRIVMSG #plaza :secreto")
    said(leo, "PRIVMSG #plaza :después")
    redact(leo, msgid)
    assert [line.rpartition(":")[2] for line in left(ana)] == ["antes", "después"]
    (tombstone,) = [each for each in ana.town.journal.stored if isinstance(each, Erased)]
    assert (tombstone.msgid, tombstone.by.mask, tombstone.where) == (msgid, "*", ("#plaza",))
    assert "secreto" not in repr(ana.town.journal.stored)
    assert code(redact(leo, msgid)) == "UNKNOWN_MSGID"


def test_those_who_ask_for_everything_are_shown_that_it_was_redacted(town: Town) -> None:
    ana = town.connect("ana", ALL)
    town.enter("#plaza", "ana")
    msgid = said(ana, "@+draft/react=x TAGMSG #plaza")
    redact(ana, msgid)
    assert [line.split()[1] for line in left(ana)] == ["JOIN", "REDACT"]


@pytest.mark.parametrize(
    "line",
    [
        "NOTICE #plaza :x",
        "@+draft/react=x TAGMSG #plaza",
        "PRIVMSG @#plaza :x",
        "PRIVMSG leo :x",
        "@+draft/react=x TAGMSG leo",
    ],
)
def test_every_kind_of_message_can_be(people: list[Client], line: str) -> None:
    """ "the message to be redacted, which MUST be a PRIVMSG, NOTICE, or TAGMSG"."""
    ana, leo, _ = people
    ana.send("MODE #plaza +o leo")
    msgid = said(ana, line)
    target = line.split("G ")[-1].split("E ")[-1].split()[0]
    assert redact(ana, msgid, target) == []
    (told,) = leo.seen()
    assert told.endswith(f" :ana!~ana@127.0.0.1 REDACT {target} {msgid}")


def test_other_events_cannot_be(people: list[Client]) -> None:
    ana = people[0]
    assert code(redact(ana, said(ana, "TOPIC #plaza :x"))) == "UNKNOWN_MSGID"


def test_of_a_message_to_some_only_these_are_told(people: list[Client]) -> None:
    ana, leo, _ = people
    msgid = said(ana, "PRIVMSG @#plaza :x")
    assert code(redact(leo, msgid)) == "UNKNOWN_MSGID"
    assert redact(ana, msgid, "@#plaza") == []
    assert leo.seen() == []


def test_a_message_of_several_lines_goes_as_one(town: Town) -> None:
    ana, leo = town.connect("ana", ALL), town.connect("leo", CAPS)
    town.enter("#plaza", "ana", "leo")
    for line in ("BATCH +x draft/multiline #plaza", "@batch=x PRIVMSG #plaza :uno"):
        ana.send(line)
    ana.send("@batch=x PRIVMSG #plaza :dos")
    msgid = said(ana, "BATCH -x")
    redact(ana, msgid)
    assert len(leo.seen()) == 1
    assert left(leo) == []


def test_what_was_said_in_its_place_goes_with_it(town: Town) -> None:
    ana = town.connect("ana", ALL)
    town.enter("#plaza", "ana")
    msgid = said(ana, "PRIVMSG #plaza :secretp")
    said(ana, f"@{EDIT}={msgid} PRIVMSG #plaza :secreto")
    redact(ana, msgid)
    assert "secret" not in repr(town.journal.stored)


def test_only_authors_and_moderators_may(people: list[Client]) -> None:
    """ "FAIL REDACT REDACT_FORBIDDEN <target> <target-msgid> :You are not authorised to delete this
    message"; "Allowing channel moderators or server admins to delete unwelcome messages from
    others"."""
    ana, leo, eva = people
    msgid = said(eva, "PRIVMSG #plaza :x")
    (line,) = redact(leo, msgid)
    assert line == (
        f":mensajeria.local FAIL REDACT REDACT_FORBIDDEN #plaza {msgid}"
        " :You are not authorised to delete this message"
    )
    assert redact(ana, msgid) == []


def test_an_irc_operator_may_wherever_it_is(people: list[Client]) -> None:
    ana, _, _ = people
    root = ana.town.connect("raíz", CAPS)
    root.send("OPER root secreto")
    msgid = said(ana, "PRIVMSG #plaza :x")
    assert redact(root, msgid) == []
    assert ana.seen()[-1].endswith(f"REDACT #plaza {msgid}")
    whispered = said(ana, "PRIVMSG leo :x")
    assert code(redact(root, whispered, "leo")) == "UNKNOWN_MSGID"
    msgid = said(ana, "PRIVMSG raíz :x")
    assert redact(root, msgid, "ana") == []


def test_authors_may_for_some_time(people: list[Client]) -> None:
    """ "FAIL REDACT REDACT_WINDOW_EXPIRED <target> <target-msgid> <window> :..." """
    ana, leo, _ = people
    msgid = said(leo, "PRIVMSG #plaza :x")
    ana.town.advance(61)
    (line,) = redact(leo, msgid)
    assert line == (
        f":mensajeria.local FAIL REDACT REDACT_WINDOW_EXPIRED #plaza {msgid} 60"
        " :You can no longer delete this message"
    )
    ana.town.engine.settings = replace(ana.town.engine.settings, redaction=0)
    assert redact(leo, msgid) == []


def test_moderators_may_at_any_time(people: list[Client]) -> None:
    ana, leo, _ = people
    msgid = said(leo, "PRIVMSG #plaza :x")
    ana.town.advance(61)
    assert redact(ana, msgid) == []


def test_a_message_of_elsewhere_is_unknown(people: list[Client]) -> None:
    """ "they should considered whether errors returned on REDACT may leak a message's existence to
    users who did not receive it"."""
    ana, leo, _ = people
    ana.send("JOIN #otra")
    elsewhere = said(ana, "PRIVMSG #otra :x")
    assert code(redact(ana, elsewhere)) == "UNKNOWN_MSGID"
    assert code(redact(leo, elsewhere)) == "UNKNOWN_MSGID"
    whispered = said(ana, "PRIVMSG eva :x")
    assert code(redact(leo, whispered, "eva")) == "UNKNOWN_MSGID"
    assert code(redact(leo, whispered, "ana")) == "UNKNOWN_MSGID"
    assert code(redact(leo, whispered)) == "UNKNOWN_MSGID"


def test_nor_may_it_be_known_what_was_said_before_one_came(people: list[Client]) -> None:
    _, leo, _ = people
    town = leo.town
    town.engine.settings = replace(town.engine.settings, history_since_joining=True)
    msgid = said(leo, "PRIVMSG #plaza :x")
    town.advance(1)
    late = town.connect("late", CAPS)
    late.send("JOIN #plaza")
    late.seen()
    assert code(redact(late, msgid)) == "UNKNOWN_MSGID"
    leo.send("PART #plaza")
    leo.send("JOIN #plaza")
    leo.seen()
    late.seen()
    assert redact(leo, msgid) == []  # it is his own
    assert late.seen()[-1].endswith(f"REDACT #plaza {msgid}")  # "clients MUST ignore it"


def test_authors_are_known_by_their_account(town: Town) -> None:
    ana, _ = town.connect("ana", CAPS), town.connect("leo", CAPS)
    ana.send("REGISTER * * secreto")
    town.advance(1)
    msgid = said(ana, "PRIVMSG leo :x")
    ana.send("QUIT")
    other = town.connect("otra", CAPS)
    assert code(redact(other, msgid, "leo")) == "UNKNOWN_MSGID"
    again = town.open()
    for line in (f"CAP REQ :{' '.join(CAPS)}", "PASS ana:secreto", "NICK anita", "USER a 0 * :A"):
        again.send(line)
    again.send("CAP END")
    again.seen()
    assert redact(again, msgid, "leo") == []


def test_to_somebody_who_came_back_with_another_nick(town: Town) -> None:
    """The other is told under the name that they have now."""
    ana, leo = town.connect("ana", CAPS), town.connect("leo", CAPS)
    msgid = said(ana, "PRIVMSG leo :x")
    leo.send("NICK leonardo")
    ana.seen()
    leo.seen()
    assert redact(ana, msgid, "leo") == []
    assert leo.seen()[-1].endswith(f":ana!~ana@127.0.0.1 REDACT leonardo {msgid}")


def test_what_cannot_be_stored_is_not_deleted(people: list[Client]) -> None:
    _, leo, _ = people
    town = leo.town
    msgid = said(leo, "PRIVMSG #plaza :x")
    town.journal.fails = "the disk is full"
    assert code(redact(leo, msgid)) == "NOT_STORED"
    assert code(redact(leo, msgid)) == "TEMPORARILY_UNAVAILABLE"
    town.journal.fails = ""
    town.advance(1)
    assert redact(leo, msgid) == []
