"""Extended bans by account, and what is advertised of extended bans (IRCv3 account-extban)."""

from __future__ import annotations

from mensajeria.engine.identity import change_account
from mensajeria.engine.inputs import Stamp
from mensajeria.engine.turn import Turn
from tests.harness.town import Client, Town


def log_in(client: Client, account: str | None) -> None:
    town = client.town
    turn = Turn(town.engine, client.session, Stamp(town.now, 10**9))
    change_account(turn, turn.user, account)


def test_an_account_is_banned_whatever_nick_it_has() -> None:
    town = Town()
    ana, leo = town.enter("#plaza", "ana", "leo")
    ana.send("MODE #plaza +b ~a:leonardo")
    leo.seen()
    leo.send("PRIVMSG #plaza :hola")
    assert leo.seen() == []
    log_in(leo, "Leonardo")
    leo.send("PRIVMSG #plaza :hola")
    (refusal,) = leo.seen()
    assert " 404 leo #plaza " in refusal
    log_in(leo, None)
    leo.send("PRIVMSG #plaza :hola")
    assert leo.seen() == []


def test_an_account_on_the_invitation_list_comes_in() -> None:
    town = Town()
    (ana,) = town.enter("#plaza", "ana")
    ana.send("MODE #plaza +iI ~a:*")
    leo = town.connect("leo")
    leo.send("JOIN #plaza")
    assert " 473 leo " in leo.seen()[0]
    log_in(leo, "leo")
    leo.send("JOIN #plaza")
    assert " JOIN #plaza" in leo.seen()[0]


def test_what_is_advertised() -> None:
    """ "Servers publishing the `ACCOUNTEXTBAN` token MUST also publish the `EXTBAN` token." """
    ana = Town().connect("ana")
    ana.send("ISUPPORT")
    words = " ".join(ana.seen()).split()
    assert "ACCOUNTEXTBAN=a,account" in words
    assert "EXTBAN=~,acjmnr" in words
