"""The runner of `.chat` files: what it accepts, and above all what it does not."""

from __future__ import annotations

import pytest

from tests.harness.scenario import Mismatch, Player, matches, parse, settings_of
from tests.harness.transports import Memory


def play(text: str) -> None:
    for scenario in parse(text):
        Player("a.chat", Memory(settings_of(scenario))).play(scenario)


TWO = "ana joins #plaza\nleo joins #plaza\n"


def test_what_is_expected_and_comes_is_fine() -> None:
    play(TWO + "ana > PRIVMSG #plaza :hola\nleo < :ana!… PRIVMSG #plaza :hola\nana < nothing")


def test_what_is_expected_and_does_not_come_fails() -> None:
    with pytest.raises(Mismatch) as failure:
        play(TWO + "ana > PRIVMSG #plaza :hola\nleo < :ana!… PRIVMSG #plaza :adiós")
    assert str(failure.value).splitlines() == [
        "a.chat:4: leo should see",
        "  - :ana!… PRIVMSG #plaza :adiós",
        "but sees",
        "  + :ana!~ana@127.0.0.1 PRIVMSG #plaza :hola",
    ]


@pytest.mark.parametrize(
    "script",
    [
        "ana > PRIVMSG #plaza :hola",  # leo's line is left over
        "ana > PRIVMSG #plaza :hola\nleo < nothing",
        "leo < :ana!… PRIVMSG …",  # nobody said anything
        "ana > PRIVMSG #plaza :1\nana > PRIVMSG #plaza :2\nleo < …2\nleo < …1",  # the other order
        "leo << :ana!… PRIVMSG …",
        "leo < closed",
        "eva > PRIVMSG #plaza :hola",  # who?
        "leo hears something",
    ],
)
def test_what_is_not_so_fails(script: str) -> None:
    with pytest.raises(Mismatch, match=r"a\.chat:\d+: "):
        play(TWO + script)


def test_a_step_for_one_transport_only() -> None:
    (scenario,) = parse(TWO + "[tls] eva > PRIVMSG #plaza :hola")
    memory = Memory(settings_of(scenario))
    Player("a.chat", memory, "memory").play(scenario)
    with pytest.raises(Mismatch, match="who is eva"):
        Player("a.chat", memory, "tls").play(scenario)


def test_each_dialogue_has_a_server_and_settings_of_its_own() -> None:
    common, second = "set limits.topic = 3\n", "set limits.topic = 4\n"
    scenarios = parse(f"{common}== one ==\nana is here\n== two ==\n{second}ana is here")
    assert [scenario.title for scenario in scenarios] == ["one", "two"]
    assert [settings_of(scenario).limits.topic for scenario in scenarios] == [3, 4]


def test_settings_of_every_kind() -> None:
    (scenario,) = parse("set autojoin = #a | #b\nset server = irc.example\nana is here")
    settings = settings_of(scenario)
    assert (settings.autojoin, settings.server) == (("#a", "#b"), "irc.example")


@pytest.mark.parametrize(
    ("pattern", "line", "fits"),
    [
        (":ana!… JOIN #plaza", ":ana!~a@::1 JOIN #plaza", True),
        (":ana!… JOIN #plaza", ":ana!~a@::1 PART #x JOIN #plaza", False),
        (":… 001 ana …", ":irc.example 001 ana :Welcome to it", True),
        (":… 001 ana", ":irc.example 001 ana :Welcome to it", False),
        ("a.c", "abc", False),
    ],
)
def test_what_a_pattern_stands_for(pattern: str, line: str, fits: bool) -> None:
    assert matches(pattern, line) is fits


def test_a_lost_connection_is_noticed_by_all() -> None:
    play(TWO + "leo drops\nana < :leo!… QUIT …")


def test_the_end_of_a_connection_is_seen() -> None:
    play("ana is here\nana > QUIT\nana < :… ERROR …\nana < closed")
