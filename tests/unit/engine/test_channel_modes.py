"""MODE for channels where a dialogue cannot show it: long lines, accounts, the journal."""

from __future__ import annotations

from dataclasses import replace

from mensajeria.chat.events import ModeChanged
from mensajeria.chat.modes import Kind, letters
from mensajeria.engine.commands.channel_modes import LISTS, Effect, in_lines
from mensajeria.engine.settings import Limits, Settings
from tests.harness.town import Town


def test_every_list_can_be_shown() -> None:
    assert {*LISTS} == {*letters(Kind.LIST)}


def test_effects_as_the_wire_has_them() -> None:
    effects = [
        Effect(True, "o", ("ana",)),
        Effect(True, "i", ()),
        Effect(False, "v", ("leo",)),
        Effect(True, "l", ("5",)),
    ]
    assert list(in_lines(effects, 100)) == [("+oi-v+l", "ana", "leo", "5")]
    assert list(in_lines(effects, 8)) == [("+oi", "ana"), ("-v", "leo"), ("+l", "5")]
    assert list(in_lines([], 8)) == []


def test_as_many_modes_as_a_line_holds_and_none_is_cut_off(town: Town) -> None:
    """ISUPPORT MODES without a value: "there is no limit"."""
    (ana,) = town.enter("#plaza", "ana")
    masks = [f"n{number}" for number in range(100)]
    ana.send(f"MODE #plaza +{'b' * 100} {' '.join(masks)}")
    lines = ana.seen()
    assert len(lines) > 1
    assert all(len(line.encode()) <= 510 for line in lines)
    told = [mask for line in lines for mask in line.split()[4:]]
    assert told == [f"{mask}!*@*" for mask in masks]
    bans = town.engine.network.channel("#plaza").lists["b"]
    assert [entry.mask for entry in bans] == told


def test_a_list_does_not_grow_beyond_its_limit() -> None:
    town = Town(replace(Settings(autojoin=()), limits=Limits(list_entries=3)))
    (ana,) = town.enter("#plaza", "ana")
    for number in range(10):
        ana.send(f"MODE #plaza +b n{number}")
    assert len(town.engine.network.channel("#plaza").lists["b"]) == 3


def test_one_event_for_one_command_with_what_changed(town: Town) -> None:
    ana, _ = town.enter("#plaza", "ana", "leo")
    town.journal.stored.clear()
    ana.send("MODE #plaza +nv-i+k-x leo llave")
    events = [event for event in town.journal.stored if isinstance(event, ModeChanged)]
    assert [event.changes for event in events] == [("+vk", "leo", "llave")]


def test_with_an_account_one_joins_and_speaks_where_accounts_do(town: Town) -> None:
    ana, _ = town.enter("#plaza", "ana", "leo")
    ana.send("MODE #plaza +RM")
    eva = town.connect("eva")
    town.engine.network.user("eva").account = "eva"
    town.engine.network.user("leo").account = "leo"
    eva.send("JOIN #plaza")
    assert eva.seen()[0] == ":eva!~eva@127.0.0.1 JOIN #plaza"
    ana.seen()
    eva.send("PRIVMSG #plaza :hola")
    assert ana.seen() == [":eva!~eva@127.0.0.1 PRIVMSG #plaza :hola"]


def test_modes_are_shown_while_nothing_can_be_stored_but_not_changed(town: Town) -> None:
    (ana,) = town.enter("#plaza", "ana")
    town.journal.fails = "disk full"
    ana.send("PRIVMSG #plaza :hola")
    ana.seen()
    ana.send("MODE #plaza +i")
    assert [line.split()[1] for line in ana.seen()] == ["FAIL"]
    ana.send("MODE #plaza")
    assert ana.seen()[0] == ":mensajeria.local 324 ana #plaza +nt"


def test_a_new_channel_has_the_flags_of_the_settings_and_nothing_else() -> None:
    town = Town(Settings(autojoin=(), channel_modes="+sklo"))
    (ana,) = town.enter("#plaza", "ana")
    ana.send("MODE #plaza")
    assert ana.seen()[0] == ":mensajeria.local 324 ana #plaza +s"


def test_what_is_advertised_is_what_there_is(town: Town) -> None:
    ana = town.open()
    ana.send("NICK ana")
    ana.send("USER ana 0 * :Ana")
    text = " ".join(ana.seen())
    assert "CHANMODES=beI,k,lf,CMRimnstu " in text
    assert "PREFIX=(qaohv)~&@%+ " in text
    assert "MAXLIST=b:100,e:100,I:100 " in text
    assert "ELIST=CMNTU " in text
    assert " CIMRabefhiklmnoqstuv Iabefhkloqv" in text
