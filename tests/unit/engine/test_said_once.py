"""Tokens when the disk fails or is slow, after a restart, and how many there can be."""

from __future__ import annotations

from mensajeria.chat.said_once import ALL, EACH, WINDOW, SaidOnce, Tokens
from mensajeria.engine.extensions.idempotency import EXTENSION
from tests.harness.town import Client, Town

HOLA = f"@{EXTENSION.name}=t1 PRIVMSG leo :hola"


def come(town: Town, account: str | None = None) -> Client:
    """Ana comes (back); with an account if she has one."""
    client = town.connect("ana", [EXTENSION.name])
    if account is not None and client.session.user is not None:
        client.session.user.account = account
    return client


def said(client: Client) -> int:
    return len([line for line in client.seen() if "PRIVMSG" in line])


def test_what_was_lost_can_be_said_again(town: Town) -> None:
    ana, leo = come(town), town.connect("leo")
    town.journal.fails = "disk full"
    ana.send(HOLA)
    assert "NOT_STORED" in ana.seen()[0]
    town.journal.fails = ""
    town.advance(1)
    ana.send(HOLA)
    assert (ana.seen(), said(leo)) == ([], 1)


def test_nobody_is_told_that_they_said_what_is_not_stored_yet(town: Town) -> None:
    """The disk stalls, she loses patience and the connection, comes back and says it again."""
    ana, leo = come(town), town.connect("leo")
    town.journal.hold()
    ana.send(HOLA)
    ana.send("QUIT")
    ana.drop()
    ana = come(town)
    ana.send(HOLA)
    assert ana.seen() == []
    town.journal.let_go()
    (line,) = [line for line in ana.seen() if "NOTE" in line]
    assert " NOTE PRIVMSG ALREADY_SAID " in line
    assert said(leo) == 1


def test_nor_what_is_lost_in_the_end(town: Town) -> None:
    ana, leo = come(town), town.connect("leo")
    town.journal.hold()
    ana.send(HOLA)
    ana.send(HOLA)
    town.journal.fails = "disk full"
    town.journal.sync()
    assert ["NOT_STORED" in line for line in ana.seen()] == [True, True]
    town.journal.fails = ""
    town.journal.let_go()
    town.advance(1)
    ana.send(HOLA)
    assert (ana.seen(), said(leo)) == ([], 1)


def test_an_account_s_tokens_survive_a_restart(town: Town) -> None:
    ana, _ = come(town, "Ana"), town.connect("leo")
    ana.send(HOLA)
    msgid = town.journal.stored[-1].msgid
    again = town.restart()
    ana, leo = come(again, "ana"), again.connect("leo")
    ana.send(HOLA)
    (line,) = ana.seen()
    assert line.split()[4] == msgid
    assert said(leo) == 0


def test_a_guest_s_are_not_kept(town: Town) -> None:
    ana, _ = come(town), town.connect("leo")
    ana.send(HOLA)
    assert town.journal.records == {}


def test_what_cannot_be_stored_leaves_no_record(town: Town) -> None:
    ana, _ = come(town, "ana"), town.connect("leo")
    town.journal.fails = "disk full"
    ana.send(HOLA)
    town.journal.fails = ""
    town.advance(1)
    assert town.journal.records == {}


def test_records_go_with_the_tokens_that_give_way(town: Town) -> None:
    ana, _ = come(town, "ana"), town.connect("leo")
    for number in range(EACH + 5):
        ana.send(f"@{EXTENSION.name}=t{number} PRIVMSG leo :hola")
    assert len(town.journal.records) == EACH


def test_a_day_later_a_token_is_free_again(town: Town) -> None:
    ana, leo = come(town), town.connect("leo")
    for seconds in (0, WINDOW / 1000, 1):
        town.advance(seconds)
        ana.send(HOLA)
    assert said(leo) == 2


def one(owner: int, token: int) -> SaidOnce:
    return SaidOnce(str(owner), "leo", str(token), f"{owner}.{token}", 0)


def test_each_has_so_many(town: Town) -> None:
    tokens = Tokens()
    gone = [old for number in range(EACH + 2) for old in tokens.add(one(1, number))]
    assert gone == [one(1, 0), one(1, 1)]
    assert len(tokens) == EACH
    assert tokens.find("1", "leo", "2", 0) == one(1, 2)


def test_and_so_have_all_together() -> None:
    tokens = Tokens()
    gone = [old for number in range(ALL + 1) for old in tokens.add(one(number, 0))]
    assert gone == [one(0, 0)]
    assert len(tokens) == ALL


def test_nothing_is_left_of_what_is_forgotten() -> None:
    tokens = Tokens()
    tokens.add(one(1, 1))
    again = SaidOnce("1", "leo", "1", "another", 5)
    assert tokens.add(again) == [one(1, 1)]
    tokens.forget("1.1")
    assert tokens.find("1", "leo", "1", 5) == again
    tokens.forget("another")
    assert len(tokens) == 0
    assert tokens.find("1", "leo", "1", 5) is None
