"""What holds for people with several devices, whatever they and the disk do, in whatever order.

Each example is a script of things that two people with an account, a guest and the disk do, with
restarts of the server in between. Every text is the number of its step, so that it is told once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.chat.accounts import Account
from mensajeria.chat.events import Event, Joined, Kicked, Parted, Said, Whispered
from mensajeria.chat.network import Network
from mensajeria.chat.records import Record
from mensajeria.engine.engine import Engine
from mensajeria.engine.settings import AccountRules, Operator, Settings
from mensajeria.wire.casemapping import fold
from mensajeria.wire.message import Message, parse
from mensajeria.wire.message import split_source as split
from tests.harness.answers import derived
from tests.harness.town import Client, Town

DEVICES = {"ana1": "ana", "ana2": "ana", "ana3": "ana", "leo1": "leo", "leo2": "leo", "eva1": ""}
"""Each with the account that it logs in to."""

COMINGS = (
    "come",
    "come server-time batch",
    "come echo-message message-tags server-time draft/channel-rename",
    "come draft/chathistory batch server-time draft/read-marker",
)
SAYINGS = (
    "JOIN #plaza",
    "JOIN #plaza,#bar",
    "PART #plaza :%d",
    "PRIVMSG #plaza :%d",
    "PRIVMSG #plaza,#bar :%d",
    "PRIVMSG ana :%d",
    "PRIVMSG leo :%d",
    "TOPIC #plaza :%d",
    "MODE #plaza +o ana",
    "MODE #plaza +m",
    "MODE #plaza -m",
    "MODE #plaza +u",
    "KICK #plaza ana :%d",
    "KICK #bar leo :%d",
    "NICK %s%d",
    "AWAY :%d",
    "AWAY *",
    "AWAY",
    "RENAME #plaza #foro :%d",
    "RENAME #foro #plaza :%d",
    "PRIVMSG #foro :%d",
    "PERSISTENCE SET OFF",
    "PERSISTENCE SET ON",
    "OPER jefa secreto",
    "KILL ana :%d",
    "MARKREAD #plaza timestamp=2026-01-01T00:00:10.000Z",
    "PRIVMSG ChanServ :REGISTER #bar",
    "PRIVMSG NickServ :IDENTIFY ana clave",
    "PRIVMSG NickServ :LOGOUT",
    "PRIVMSG NickServ :RECOVER ana",
    "PRIVMSG NickServ :GHOST ana",
    "PRIVMSG NickServ :DROP clave",
    "MODE ana +w",
    "CAP REQ :message-tags server-time",
    "CAP REQ :-message-tags",
    "CAP REQ echo-message",
    "QUIT :%d",
)
OFTEN = ("JOIN #plaza", "PRIVMSG #plaza :%d", "drop", *COMINGS)
DISK = ("hold", "hold", "sync", "let go", "let go")
HARM = ("break", "mend")

Action = tuple[str, str]


def scripts(*harm: str, restarts: bool = True) -> st.SearchStrategy[list[Action]]:
    device = st.sampled_from(list(DEVICES))
    kinds = [
        st.tuples(device, st.sampled_from(SAYINGS)),
        st.tuples(device, st.sampled_from(OFTEN)),
        st.tuples(st.just("disk"), st.sampled_from((*DISK, *harm))),
    ]
    if restarts:
        kinds.append(st.tuples(st.just("server"), st.just("restart")))
    return st.lists(st.one_of(kinds), min_size=15, max_size=60)


examples = settings(max_examples=50, deadline=None)


@dataclass
class Play:
    """The town as the script has left it, and all connections that there were, by time."""

    town: Town
    here: dict[str, Client] = field(default_factory=dict)
    devices: list[tuple[str, Client]] = field(default_factory=list)


def begin(*, always_on: bool) -> Play:
    rules = AccountRules(always_on=always_on)
    operators = (Operator("jefa", "secreto"),)
    town = Town(Settings(autojoin=(), accounts=rules, operators=operators))
    for name in ("ana", "leo"):
        account = Account(name, 0, derived("clave"))
        town.engine.network.accounts.put(account)
        town.journal.records["Account", name] = account
    play = Play(town)
    for device, coming in zip(("ana1", "ana2", "leo1", "eva1"), COMINGS, strict=True):
        _come(play, device, coming.split()[1:])
        play.here[device].send("JOIN #plaza,#bar")
    play.here["ana1"].send("MODE #plaza +o leo")
    return play


def perform(play: Play, number: int, action: Action) -> None:
    """One step, a second after the one before."""
    play.town.advance(1)
    who, what = action
    if who == "disk":
        _trouble(play.town, what)
    elif who == "server":
        _restart(play)
    elif what.startswith("come"):
        _come(play, who, what.split()[1:])
    elif who in play.here and not play.here[who].closed:
        if what == "drop":
            play.here.pop(who).drop()
        else:
            nick = DEVICES[who] or "eva"
            play.here[who].send(what.replace("%d", str(number)).replace("%s", nick))


def _trouble(town: Town, what: str) -> None:
    if what == "hold":
        town.journal.hold()
    elif what == "sync":
        town.journal.sync()
    elif what == "let go":
        town.journal.let_go()
    else:
        town.journal.fails = "disk full" if what == "break" else ""


def _restart(play: Play) -> None:
    """As by kill -9: what waits for the disk is lost."""
    play.town = play.town.restart()
    play.here.clear()


def _come(play: Play, device: str, caps: list[str]) -> None:
    if device in play.here and not play.here[device].closed:
        return
    client = play.here[device] = play.town.open()
    play.devices.append((device, client))
    client.send("CAP LS 302")
    if caps:
        client.send(f"CAP REQ :{' '.join(caps)}")
    client.session.registration.account = DEVICES[device] or None
    client.send(f"NICK {DEVICES[device] or 'eva'}")
    client.send("USER u 0 * :Una persona")
    client.send("CAP END")


def calm(play: Play) -> None:
    """The disk works, and all has been shown."""
    play.town.journal.fails = ""
    play.town.journal.let_go()
    play.town.advance(1)
    play.town.advance(1)


def played(script: list[Action], *, always_on: bool) -> Play:
    play = begin(always_on=always_on)
    for number, action in enumerate(script):
        perform(play, number, action)
    calm(play)
    return play


# What is so when all is settled


def check_settled(engine: Engine) -> None:
    network, hall = engine.network, engine.hall
    present = {uid: set(engine.attendance.of(uid)) for uid in network.users}
    assert {uid: set(each) for uid, each in hall.sessions.items()} == {
        uid: each for uid, each in present.items() if each
    }
    assert engine.attendance.count == sum(map(len, present.values()))
    for uid, user in network.users.items():
        for session in present[uid]:
            assert session.user is user
            assert not session.gone
            assert session.profile == session.granted
            assert {key for key in session.hears if " " not in key} == set(user.channels)
        assert present[uid] or user.account in stayers(network, engine.settings)
        assert user.away is not None or present[uid]
    check_audiences(engine)
    check_indexes(network)
    assert all(not session.gone for session in [*engine.missed, *engine.client_batches])
    assert not engine.hall.dirty


def stayers(network: Network, rules: Settings) -> set[str]:
    """The accounts that are always on."""
    usual = "on" if rules.accounts.always_on else "off"
    return {
        account.name
        for account in network.accounts
        if dict(account.settings).get("always-on", usual) == "on"
    }


def check_audiences(engine: Engine) -> None:
    for key, audience in engine.hall.audiences.items():
        assert audience.groups
        for profile, group in audience.groups.items():
            assert group
            for session in group:
                assert session.profile == profile
                assert session.hears[key] is audience
    for sessions in engine.hall.sessions.values():
        for session in sessions:
            for key, audience in session.hears.items():
                assert engine.hall.audiences[key] is audience
                assert session in audience.groups[session.profile]


def check_indexes(network: Network) -> None:
    assert {user.key: user for user in network.users.values()} == network.nicks
    logged_in: dict[str, dict[int, object]] = {}
    for user in network.users.values():
        if user.account is not None:
            logged_in.setdefault(fold(user.account), {})[user.uid] = user
    assert network.logged_in == logged_in
    assert network.founded == Counter(fold(each.founder) for each in network.kept.values())
    assert all(network.founded.values())
    for key, channel in network.channels.items():
        assert channel.key == key
        assert channel.members
        assert all(user.user.channels[key] is channel for user in channel.members.values())


def check_remembered(play: Play) -> None:
    """What a restart would bring back is what is there."""
    network, records = play.town.engine.network, play.town.journal.records
    assert kept(records, "Presence") == network.presences
    assert kept(records, "KeptChannel") == network.kept
    staying = stayers(network, play.town.engine.settings)
    first = [next(iter(users.values())) for users in network.logged_in.values()]
    assert {user.account for user in first if user.account in staying} == {
        presence.account for presence in network.presences.values()
    }
    for presence in network.presences.values():
        user = network.of_account(presence.account)
        assert user is not None
        there = [(each.name, each.members[user.uid].modes) for each in user.channels.values()]
        assert (presence.nick, list(presence.channels)) == (user.nick, there)


def kept(records: dict[tuple[str, str], Record], kind: str) -> dict[str, Record]:
    return {key: record for (name, key), record in records.items() if name == kind}


@examples
@given(scripts(), st.booleans())
def test_who_is_there_and_who_hears_agree(script: list[Action], always_on: bool) -> None:
    play = begin(always_on=always_on)
    for number, action in enumerate(script):
        perform(play, number, action)
        if play.town.engine.settled:
            check_settled(play.town.engine)
            check_remembered(play)
    calm(play)
    check_settled(play.town.engine)
    check_remembered(play)


@examples
@given(scripts(*HARM), st.booleans())
def test_they_agree_again_when_the_disk_works_again(script: list[Action], always_on: bool) -> None:
    check_settled(played(script, always_on=always_on).town.engine)


@examples
@given(scripts(*HARM), st.booleans())
def test_the_same_script_gives_the_same_bytes(script: list[Action], always_on: bool) -> None:
    once, again = (played(script, always_on=always_on).devices for _ in range(2))
    assert [client.received for _, client in once] == [client.received for _, client in again]


# What each device is shown


def lines(client: Client) -> Iterator[tuple[Message, bool]]:
    """All lines, each with whether it is one of those that were missed."""
    open_: set[str] = set()
    heading = False
    for text in bytes(client.received).split(b"\r\n")[:-1]:
        message = parse(text, max_tags=10_000, max_body=10_000)
        if message.command == "BATCH":
            name = message.params[0][1:]
            (open_.add if message.params[0][0] == "+" else open_.discard)(name)
        heading = "What was said while" in message.params[-1] or (
            heading and message.command == "PRIVMSG"
        )
        yield message, heading or message.tags.get("batch") in open_


def check_places(client: Client) -> None:
    """They hear of a channel after its JOIN and until they leave it, and are in it once."""
    nick, inside = "", set[str]()
    for message, missed in lines(client):
        author = split(message.source or "")[0]
        if message.command == "001":
            nick = message.params[0]
        elif "!" not in (message.source or "") or missed:
            continue
        elif message.command == "NICK" and author == nick:
            nick = message.params[0]
        elif message.command == "JOIN" and author == nick:
            assert message.params[0] not in inside
            inside.add(message.params[0])
        elif message.command == "RENAME":
            inside.remove(message.params[0])
            inside.add(message.params[1])
        elif message.params[0][:1] == "#":
            assert message.params[0] in inside
            gone = message.params[1] if message.command == "KICK" else author
            if message.command in ("PART", "KICK") and gone == nick:
                inside.remove(message.params[0])


def numbers(client: Client) -> list[int]:
    """Those of the steps that it was shown live, in that order."""
    said = ("PRIVMSG", "TOPIC", "KICK", "PART", "NICK", "QUIT", "RENAME")
    found = [
        re.fullmatch(r"(?:ana|leo|eva)?(\d+)", message.params[-1])
        for message, missed in lines(client)
        if message.command in said and not missed and "!" in (message.source or "")
    ]
    return [int(match[1]) for match in found if match]


@examples
@given(scripts(), st.booleans())
def test_nothing_is_heard_outside_of_a_channel(script: list[Action], always_on: bool) -> None:
    for _, client in played(script, always_on=always_on).devices:
        check_places(client)


@examples
@given(scripts(), st.booleans())
def test_all_devices_see_one_order(script: list[Action], always_on: bool) -> None:
    for _, client in played(script, always_on=always_on).devices:
        assert numbers(client) == sorted(numbers(client))


# What was missed


def shown(client: Client) -> list[int]:
    """The numbers of all that it was shown somebody say, live or as missed."""
    said = (message for message, _ in lines(client) if message.command == "PRIVMSG")
    return [int(message.params[-1]) for message in said if message.params[-1].isdigit()]


def meant_for_ana(stored: list[Event]) -> list[int]:
    """The numbers of what others said to ana, and in channels while she was in there."""
    inside, found = set[str](), []
    for event in stored:
        hers = (event.whom if isinstance(event, Kicked) else event.by).account == "ana"
        if isinstance(event, Joined) and hers:
            inside.add(event.key)
        elif isinstance(event, Parted | Kicked) and hers:
            inside.discard(event.key)
        elif isinstance(event, Said | Whispered) and not hers and _reaches(event, inside):
            found.append(int(event.text))
    return found


def _reaches(event: Said | Whispered, inside: set[str]) -> bool:
    return event.key in inside if isinstance(event, Said) else event.to.account == "ana"


AT_REST = ("JOIN #plaza", "PART #plaza :%d", "KICK #bar ana :%d", "MODE #plaza +v ana", "AWAY :%d")


@st.composite
def evenings(draw: st.DrawFn) -> list[Action]:
    """ana's devices can ask for nothing; others talk; the disk is slow.

    Not so slow that one comes and all others break before it is shown what came before it.
    """
    hers = st.tuples(
        st.sampled_from(["ana1", "ana2"]),
        st.sampled_from(["come", "come batch", "come server-time", "drop", "QUIT :%d", *AT_REST]),
    )
    said = st.sampled_from(["PRIVMSG #plaza :%d", "PRIVMSG ana :%d", "PRIVMSG #bar :%d", *AT_REST])
    others = st.tuples(st.sampled_from(["leo1", "eva1"]), said)
    disk = st.tuples(st.just("disk"), st.sampled_from(DISK))
    script: list[Action] = []
    for action in draw(st.lists(st.one_of(hers, others, disk), min_size=15, max_size=60)):
        if action[1].startswith("come"):
            script.append(("disk", "let go"))
        script.append(action)
    return script


@examples
@given(evenings())
def test_nothing_is_missed_and_nothing_is_shown_twice(script: list[Action]) -> None:
    play = begin(always_on=True)
    for number, action in enumerate(script):
        perform(play, number, action)
    calm(play)
    perform(play, len(script), ("ana3", "come"))
    calm(play)
    hers = [client for device, client in play.devices if DEVICES[device] == "ana"]
    for client in hers:
        assert not [number for number, count in Counter(shown(client)).items() if count > 1]
    ever = {number for client in hers for number in shown(client)}
    assert ever >= set(meant_for_ana(play.town.journal.stored))
    for earlier, later in combinations(hers, 2):
        quit_ = b" ERROR " in earlier.received  # and was perhaps still shown what another missed
        assert quit_ or not set(shown(earlier)) & set(missed(later))


def missed(client: Client) -> list[int]:
    said = (message for message, later in lines(client) if later and message.command == "PRIVMSG")
    return [int(message.params[-1]) for message in said]
