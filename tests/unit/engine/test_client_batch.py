"""Batches of clients over time, what they cost, and what is kept of them."""

from __future__ import annotations

import pytest

from mensajeria.chat.events import Said, sent_in
from mensajeria.engine.inputs import Line, Stamp
from mensajeria.engine.settings import Limits, Settings
from mensajeria.wire.message import MAX_BODY
from tests.harness.town import Client, Town

CAPS = ["batch", "draft/multiline", "labeled-response", "message-tags"]


def say(client: Client, target: str, *lines: str) -> None:
    client.send(f"BATCH +r draft/multiline {target}")
    for line in lines:
        client.send(f"@batch=r PRIVMSG {target} :{line}")
    client.send("BATCH -r")


def test_it_is_offered_with_its_limits(town: Town) -> None:
    """ "The capability MUST be advertised by servers with a REQUIRED value"."""
    ana = town.open()
    ana.send("CAP LS 302")
    assert (
        "draft/multiline=max-bytes=4096,max-lines=100"
        in " ".join(ana.seen()).replace(":", "").split()
    )
    ana.send("CAP LS")
    assert "draft/multiline" in " ".join(ana.seen()).replace(":", "").split()


def test_one_that_is_left_open_is_given_up() -> None:
    """ "TIMEOUT <reference-tag>: the batch was left open for too long, all past and future messages
    in this batch will be ignored"."""
    town = Town(Settings(autojoin=(), limits=Limits(batch_time=30)))
    ana, leo = town.connect("ana", CAPS), town.connect("leo")
    ana.send("@label=x BATCH +r draft/multiline leo")
    ana.send("@batch=r PRIVMSG leo :uno")
    town.advance(30)
    assert ana.seen() == []
    town.advance(1)
    town.advance(1)
    assert ana.seen() == [
        "@label=x :mensajeria.local FAIL BATCH TIMEOUT r :The batch was left open for too long"
    ]
    ana.send("@batch=r PRIVMSG leo :dos")
    ana.send("BATCH -r")
    assert (ana.seen(), leo.seen()) == ([], [])
    assert not town.engine.client_batches


def test_nothing_is_kept_of_a_connection_that_is_gone(town: Town) -> None:
    ana = town.connect("ana", CAPS)
    ana.send("BATCH +r draft/multiline leo")
    assert town.engine.client_batches
    ana.drop()
    assert not town.engine.client_batches


def costs(town: Town, client: Client, *lines: str) -> list[float]:
    return [
        town.engine.receive(Stamp(town.now, 1000 + number), Line(client.session, line.encode()))
        for number, line in enumerate(lines)
    ]


def test_its_lines_may_come_at_once_and_are_paid_at_its_end(town: Town) -> None:
    (ana, _) = town.connect("ana", CAPS), town.connect("leo")
    line = "@batch=r PRIVMSG leo :x"
    opening = "BATCH +r draft/multiline leo"
    assert costs(town, ana, opening, *[line] * 8, "BATCH -r") == [1, *[0] * 8, 1 + 8 / 4]
    assert costs(town, ana, opening, line, line, "PRIVMSG leo :y", line, "BATCH -r", "PONG") == [
        *(1, 0, 0),
        *(2 / 4, 1 / 4, 1, 0),
    ]
    assert costs(town, ana, opening, line, "BATCH +s draft/multiline leo") == [1, 0, 1 + 1 / 4]


def test_it_is_one_event(town: Town) -> None:
    ana, _ = town.enter("#plaza", "ana", "leo")
    ana.send("CAP REQ :" + " ".join(CAPS))
    before = len(town.journal.stored)
    ana.send("BATCH +r draft/multiline #plaza")
    ana.send("@batch=r PRIVMSG #plaza :")
    ana.send("@batch=r PRIVMSG #plaza :uno ")
    ana.send("@batch=r;draft/multiline-concat PRIVMSG #plaza :dos")
    ana.send("@batch=r PRIVMSG #plaza :")
    ana.send("BATCH -r")
    (event,) = town.journal.stored[before:]
    assert isinstance(event, Said)
    assert (event.text, event.lines) == ("\nuno dos\n", (0, 4, 3, 0))
    assert list(sent_in(event.text, event.lines)) == [
        ("", False),
        ("uno ", False),
        ("dos", True),
        ("", False),
    ]


def test_nothing_is_said_while_nothing_can_be_stored(town: Town) -> None:
    ana, leo = town.connect("ana", CAPS), town.connect("leo")
    town.journal.fails = "disk full"
    say(ana, "leo", "uno", "dos")
    assert [line.split(" ", 2)[2] for line in ana.seen()] == [
        "BATCH NOT_STORED :Your message could not be stored: disk full"
    ]
    say(ana, "leo", "uno", "dos")
    (line,) = ana.seen()
    assert "FAIL BATCH TEMPORARILY_UNAVAILABLE" in line
    assert leo.seen() == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("@batch=r PRIVMSG leo :" + "x" * 500, "417"),
        (b"@batch=r PRIVMSG leo :se\xf1or", "INVALID_UTF8"),
        ("@batch=r PRIVMSG leo :a\0b", "INVALID_MESSAGE"),
        (b"\xff\0", "INVALID_UTF8"),
    ],
)
def test_with_a_line_that_is_refused_nothing_is_said(
    town: Town, line: str | bytes, code: str
) -> None:
    """Better none of a message than most of it."""
    ana, leo = town.connect("ana", CAPS), town.connect("leo")
    ana.send("BATCH +r draft/multiline leo")
    ana.send("@batch=r PRIVMSG leo :uno")
    ana.send(line)
    refused, failed = ana.seen()
    assert code in refused
    assert failed.endswith(" FAIL BATCH MULTILINE_INVALID :A line of the batch was refused")
    ana.send("@batch=r PRIVMSG leo :dos")
    ana.send("BATCH -r")
    assert (ana.seen(), leo.seen()) == ([], [])


def test_a_line_of_something_else_that_is_refused_does_not_matter(town: Town) -> None:
    ana, leo = town.connect("ana", CAPS), town.connect("leo")
    ana.send("BATCH +r draft/multiline leo")
    ana.send("@batch=r PRIVMSG leo :uno")
    ana.send("PING " + "x" * 600)
    assert len(ana.seen()) == 1
    ana.send("BATCH -r")
    assert len(leo.seen()) == 1


@pytest.mark.parametrize("caps", [["message-tags"], CAPS])
def test_every_line_fits_and_large_tags_are_not_multiplied(town: Town, caps: list[str]) -> None:
    ana, leo = town.connect("ana", CAPS), town.connect("leo", caps)
    ana.send(f"@+a={'x' * 3000} BATCH +r draft/multiline leo")
    for _ in range(3):
        ana.send(f"@batch=r PRIVMSG leo :{'ñ' * 247}")
    ana.send("BATCH -r")
    lines = leo.seen()
    assert "x" * 3000 in lines[0]
    assert all("+a" not in line for line in lines[1:])
    for line in lines:
        body = line.partition(" ")[2] if line[0] == "@" else line
        assert len(body.encode()) <= MAX_BODY


def test_two_who_are_shown_the_same_share_the_bytes(town: Town) -> None:
    ana, leo, eva = (town.connect(nick, CAPS) for nick in ("ana", "leo", "eva"))
    for client in (ana, leo, eva):
        client.send("JOIN #plaza")
    for client in (ana, leo, eva):
        client.seen()
    say(ana, "#plaza", "uno", "dos")
    seen = leo.seen()
    assert len(seen) == 4
    assert seen == eva.seen()
