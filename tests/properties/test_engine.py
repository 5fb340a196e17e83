"""What holds for the engine whatever is said, in whatever order, however long the disk takes.

Each example is a script of things that three people and the disk do. Design section 1: stored
before seen, one order, a deterministic engine.
"""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.engine.settings import Settings
from mensajeria.wire.message import Message, parse
from mensajeria.wire.message import split_source as split
from tests.harness.town import Client, Town

NICKS = ("ana", "leo", "eva")
CHANNELS = ("#plaza", "#bar")

# What one may do; "%d" is the number of the step, which makes every text another one.
SAYINGS = (
    "JOIN #plaza",
    "JOIN #bar",
    "PART #plaza :%d",
    "PART #bar :%d",
    "PRIVMSG #plaza :%d",
    "PRIVMSG #plaza,#bar,leo :%d",
    "NOTICE #bar :%d",
    "PRIVMSG @#plaza :%d",
    "TOPIC #plaza :%d",
    "MODE #plaza +v-t leo",
    "MODE #plaza -v+t leo",
    "MODE #plaza -n",
    "KICK #plaza leo :%d",
    "INVITE eva #plaza",
    "NICK %s%d",
    "NAMES #plaza",
    "LIST",
)
CAPABILITY_CHANGES = (
    "CAP REQ :server-time message-tags",
    "CAP REQ :-message-tags",
    "CAP REQ multi-prefix",
    "CAP LIST",
)
DISK = ("hold", "hold", "sync", "let go")
COMMON = ("JOIN #plaza", "PRIVMSG #plaza :%d", "PRIVMSG #bar :%d")
"""What is said as often as all the rest together."""

Action = tuple[str, str]
MOMENTS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(NICKS)), max_size=6)


def scripts(*sayings: str, disk: tuple[str, ...] = DISK) -> st.SearchStrategy[list[Action]]:
    said = st.tuples(st.sampled_from(NICKS), st.sampled_from(sayings))
    common = st.tuples(st.sampled_from(NICKS), st.sampled_from(COMMON))
    stored = st.tuples(st.just("disk"), st.sampled_from(disk))
    return st.lists(st.one_of(said, common, stored), min_size=12, max_size=50)


examples = settings(max_examples=100)


def begin() -> Town:
    """Three people, two of them in each channel, and everything that is seen dated."""
    town = Town(Settings(autojoin=()))
    for nick in NICKS:
        town.connect(nick, ["server-time"])
    town.enter("#plaza", "leo", "ana")
    town.enter("#bar", "leo", "eva")
    for client in town.clients.values():
        client.received.clear()
    return town


def perform(town: Town, number: int, action: Action) -> None:
    """One step, a second after the one before, so that its time tells it from all others."""
    town.advance(1)
    who, what = action
    if who != "disk":
        town.clients[who].send(what.replace("%d", str(number)).replace("%s", who))
    elif what == "hold":
        town.journal.hold()
    elif what == "sync":
        town.journal.sync()
    elif what == "let go":
        town.journal.let_go()
    elif what == "break":
        town.journal.fails = "disk full"
    else:
        town.journal.fails = ""


def play(script: list[Action]) -> Town:
    town = begin()
    for number, action in enumerate(script):
        perform(town, number, action)
    town.journal.let_go()
    return town


def heard(client: Client) -> list[Message]:
    """What the client was shown of what people did: no numerics, no answers of the server."""
    messages = [
        parse(line, max_tags=10_000, max_body=10_000)
        for line in bytes(client.received).split(b"\r\n")
        if line
    ]
    return [message for message in messages if message.source and "!" in message.source]


def line_of(message: Message) -> tuple[str, ...]:
    """The message without its tags."""
    return (message.source or "", message.command, *message.params)


@examples
@given(scripts(*SAYINGS, *CAPABILITY_CHANGES))
def test_the_same_script_gives_the_same_bytes(script: list[Action]) -> None:
    once, again = play(script), play(script)
    for nick in NICKS:
        assert once.clients[nick].received == again.clients[nick].received


@examples
@given(scripts(*SAYINGS))
def test_all_listeners_see_one_order(script: list[Action]) -> None:
    town = play(script)
    seen = [
        [(message.tags["time"], *line_of(message)) for message in heard(client)]
        for client in town.clients.values()
    ]
    for one, other in combinations(seen, 2):
        both = set(one) & set(other)
        assert [line for line in one if line in both] == [line for line in other if line in both]
    for lines in seen:
        assert [line[0] for line in lines] == sorted(line[0] for line in lines)


@examples
@given(scripts(*SAYINGS, disk=(*DISK, "break", "mend")))
def test_whatever_is_seen_was_stored_before(script: list[Action]) -> None:
    town = begin()
    for number, action in enumerate(script):
        perform(town, number, action)
        stored = {_time_tag(event.at) for event in town.journal.stored}
        for client in town.clients.values():
            for message in heard(client):
                assert message.tags["time"] in stored or message.command == "INVITE"


def _time_tag(at: int) -> str:
    """As server-time writes it, by other means: all of a script happens within one day."""
    seconds, rest = divmod(at - Town().now, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"2026-01-01T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{rest:03}Z"


@examples
@given(
    scripts(*SAYINGS), st.lists(st.tuples(st.integers(0, 40), st.sampled_from(NICKS)), max_size=6)
)
def test_capabilities_that_change_at_any_moment_lose_no_line(
    script: list[Action], moments: list[tuple[int, str]]
) -> None:
    changed = list(script)
    for place, nick in sorted(moments, reverse=True):
        change = CAPABILITY_CHANGES[place % len(CAPABILITY_CHANGES)]
        changed.insert(place, (nick, change))
    plain, other = play(_numbered(script)), play(_numbered(changed))
    for nick in NICKS:
        before = [line_of(message) for message in heard(plain.clients[nick])]
        after = [line_of(message) for message in heard(other.clients[nick])]
        assert before == after


def _numbered(script: list[Action]) -> list[Action]:
    """With numbers that do not depend on how many capability changes are in between."""
    numbered = []
    count = 0
    for who, what in script:
        numbered.append((who, what.replace("%d", str(count))))
        count += what not in CAPABILITY_CHANGES
    return numbered


@examples
@given(scripts(*SAYINGS, *CAPABILITY_CHANGES))
def test_nobody_hears_a_channel_outside_of_their_membership(script: list[Action]) -> None:
    town = play(script)
    for nick, client in town.clients.items():
        inside = {"ana": {"#plaza"}, "leo": {"#plaza", "#bar"}, "eva": {"#bar"}}[nick]
        own_nicks = {nick}
        for message in heard(client):
            author = split(message.source or "")[0]
            if message.command == "NICK" and author in own_nicks:
                own_nicks.add(message.params[0])
            elif message.command == "JOIN" and author in own_nicks:
                inside.add(message.params[0])
            elif message.command in ("PRIVMSG", "NOTICE", "TOPIC", "MODE", "JOIN"):
                target = message.params[0].lstrip("@")
                assert target in inside or target not in CHANNELS
            elif message.command in ("PART", "KICK"):
                assert message.params[0] in inside
                gone = message.params[1] if message.command == "KICK" else author
                if gone in own_nicks:
                    inside.discard(message.params[0])
