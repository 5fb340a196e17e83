"""MONITOR, whatever people do and however long the disk takes: what one heard last is true."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.engine.settings import Settings
from mensajeria.wire.casemapping import Folded, fold
from mensajeria.wire.message import parse
from tests.harness.town import Client, Town

NICKS = ("ana", "leo", "eva")
SAYINGS = (
    "MONITOR + leo,eva,pau",
    "MONITOR + ana,LEO",
    "MONITOR - leo",
    "MONITOR C",
    "NICK pau",
    "NICK Leo",
    "NICK eva",
    "PRIVMSG #plaza :hola",
    "QUIT",
    "drop",
)
DISK = ("hold", "sync", "let go")

people = st.tuples(st.sampled_from(NICKS), st.sampled_from(SAYINGS))
disk = st.tuples(st.just("disk"), st.sampled_from(DISK))
scripts = st.lists(st.one_of(people, people, disk), min_size=8, max_size=40)


def perform(town: Town, who: str, what: str) -> None:
    """One step; somebody who is not here comes back, under a name of their own if theirs is taken.

    While the disk is slow that has to wait: nobody is here before they have been let in.
    """
    if who == "disk":
        {"hold": town.journal.hold, "sync": town.journal.sync, "let go": town.journal.let_go}[
            what
        ]()
        return
    client = town.clients[who]
    if client.closed:
        client = town.clients[who] = town.open()
        client.send(f"NICK {who}")
        client.send(f"USER {who} 0 * :{who}")
    elif what == "drop":
        client.drop()
    else:
        client.send(what)


def heard(client: Client) -> dict[Folded, bool]:
    """What the client was told last of each nick: whether somebody of that name is here."""
    last: dict[Folded, bool] = {}
    for line in bytes(client.received).split(b"\r\n")[:-1]:
        message = parse(line)
        if message.command in ("730", "731"):
            for target in message.params[1].split(","):
                last[fold(target.partition("!")[0])] = message.command == "730"
    return last


@settings(max_examples=150)
@given(scripts)
def test_what_one_heard_last_is_true(script: list[tuple[str, str]]) -> None:
    town = Town(Settings(autojoin=()))
    town.enter("#plaza", *NICKS)
    for who, what in script:
        perform(town, who, what)
    town.journal.let_go()
    watched: set[Folded] = set()
    for client in town.clients.values():
        if not client.closed:
            last = heard(client)
            watched.update(client.session.watching)
            for nick in client.session.watching:
                assert last[nick] == (nick in town.engine.network.nicks)
    assert len(town.engine.hall.watchers) == len(watched)
