"""Accounts and hosts that change: account-notify, account-tag, extended-join, chghost.

No command brings such a change about yet, so these tests have it happen in a turn of their own.
"""

from __future__ import annotations

from collections.abc import Callable

from mensajeria.chat.users import User
from mensajeria.engine.dispatch import COMMANDS, command
from mensajeria.engine.identity import change_account, change_host
from mensajeria.engine.turn import Turn
from tests.harness.town import Client, Town

Change = Callable[[Turn, User], None]


def make(client: Client, change: Change) -> None:
    """Have the change happen to the client's user, as a command of theirs would."""

    @command("CHANGE", help="CHANGE   whatever the test wants")
    def changing(turn: Turn) -> None:
        change(turn, turn.user)

    try:
        client.send("CHANGE")
    finally:
        del COMMANDS["CHANGE"]


def log_in(client: Client, account: str | None) -> None:
    make(client, lambda turn, user: change_account(turn, user, account))


def test_account_notify(town: Town) -> None:
    """ "clients will get the ACCOUNT message to designate the account name changes for clients on
    common channels with them, including themselves"."""
    town.connect("ana", ["account-notify"])
    town.connect("leo", ["account-notify"])
    ana, leo, eva = town.enter("#plaza", "ana", "leo", "eva")
    far = town.connect("pau", ["account-notify"])
    log_in(leo, "jefe")
    assert ana.seen() == leo.seen() == [":leo!~leo@127.0.0.1 ACCOUNT jefe"]
    log_in(leo, "jefe")
    assert ana.seen() == []
    log_in(leo, None)
    assert ana.seen() == [":leo!~leo@127.0.0.1 ACCOUNT *"]
    assert eva.seen() == far.seen() == []


def test_account_tag(town: Town) -> None:
    """ "The tag MUST be named `account`, and contain the sender's current services username"; the
    order of things is that of the specification's example."""
    town.connect("ana", ["account-tag", "account-notify"])
    ana, leo, eva = town.enter("#plaza", "ana", "leo", "eva")
    leo.send("PRIVMSG #plaza :uno")
    log_in(leo, "hax0r")
    leo.send("PRIVMSG #plaza :dos")
    log_in(leo, "bob;b")
    leo.send("NOTICE ana :tres")
    leo.send("NICK leon")
    assert ana.seen() == [
        ":leo!~leo@127.0.0.1 PRIVMSG #plaza :uno",
        ":leo!~leo@127.0.0.1 ACCOUNT hax0r",
        "@account=hax0r :leo!~leo@127.0.0.1 PRIVMSG #plaza :dos",
        "@account=hax0r :leo!~leo@127.0.0.1 ACCOUNT bob;b",
        r"@account=bob\:b :leo!~leo@127.0.0.1 NOTICE ana :tres",
        r"@account=bob\:b :leo!~leo@127.0.0.1 NICK leon",
    ]
    assert not any(line.startswith("@") for line in eva.seen())


def test_extended_join_names_the_account(town: Town) -> None:
    """ "The penultimate parameter is the display name of that account. The last parameter is the
    user's GECOS." """
    town.connect("ana", ["extended-join"])
    ana, _ = town.enter("#plaza", "ana", "eva")
    leo = town.connect("leo")
    log_in(leo, "jefe")
    leo.send("JOIN #plaza")
    assert ana.seen() == [":leo!~leo@127.0.0.1 JOIN #plaza jefe :Leo"]


def test_chghost(town: Town) -> None:
    """ "servers MUST send the CHGHOST message to other clients who share channels [...] SHOULD also
    send the CHGHOST message to the client whose own username or host changed"."""
    town.connect("ana", ["chghost"])
    town.connect("leo", ["chghost"])
    ana, leo = town.enter("#plaza", "ana", "leo")
    town.enter("#bar", "ana", "leo")
    far = town.connect("pau", ["chghost"])
    make(leo, lambda turn, user: change_host(turn, user, "~leo", "patio.example"))
    assert ana.seen() == leo.seen() == [":leo!~leo@127.0.0.1 CHGHOST ~leo patio.example"]
    make(leo, lambda turn, user: change_host(turn, user, "~leo", "patio.example"))
    leo.send("PRIVMSG #plaza :hola")
    assert ana.seen() == [":leo!~leo@patio.example PRIVMSG #plaza :hola"]
    assert far.seen() == []


def test_without_chghost_it_is_a_reconnection(town: Town) -> None:
    """ "For shared channels, the simulated events SHOULD include appropriate QUIT, JOIN and MODE
    commands, to restore membership and user channel modes"."""
    town.connect("pau", ["extended-join", "away-notify"])
    leo, ana, pau = town.enter("#plaza", "leo", "ana", "pau")
    town.enter("#bar", "ana", "leo")
    town.enter("#sola", "leo")
    leo.send("MODE #plaza +v leo")
    leo.send("AWAY :a comer")
    for client in (ana, leo, pau):
        client.seen()
    make(leo, lambda turn, user: change_host(turn, user, "leo", "patio"))
    assert ana.seen() == [
        ":leo!~leo@127.0.0.1 QUIT :Changing hostname",
        ":leo!leo@patio JOIN #plaza",
        ":mensajeria.local MODE #plaza +ov leo leo",
        ":leo!leo@patio JOIN #bar",
    ]
    assert pau.seen() == [
        ":leo!~leo@127.0.0.1 QUIT :Changing hostname",
        ":leo!leo@patio JOIN #plaza * :Leo",
        ":mensajeria.local MODE #plaza +ov leo leo",
        ":leo!leo@patio AWAY :a comer",
    ]
    assert leo.seen() == []
