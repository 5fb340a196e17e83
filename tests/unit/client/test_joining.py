"""Entering many channels with few lines."""

import pytest

from mensajeria.client.joining import Wish, joins
from tests.unit.client.dialogue import Dialogue, welcomed


@pytest.mark.parametrize(
    ("wishes", "lines"),
    [
        ([], []),
        ([("#a", "")], ["#a"]),
        ([("#a", ""), ("#b", "")], ["#a,#b"]),
        ([("#a", ""), ("#b", "k"), ("#c", ""), ("#d", "l")], ["#b,#d,#a k,l", "#c"]),
        ([("#a,#b", "k"), ("#c", "l")], ["#a,#c,#b k,l"]),
        ([("#a b", ""), (":c", ""), ("", ""), ("#d,", "")], ["#d"]),
    ],
)
def test_keys_go_by_position(wishes: list[Wish], lines: list[str]) -> None:
    """Modern IRC, JOIN: "<channel>{,<channel>} [<key>{,<key>}]"."""
    assert [" ".join(each) for each in joins(wishes, 3, 512)] == lines


def test_no_line_is_longer_than_it_may_be() -> None:
    wishes = [(f"#ñandú-{number}", "key" * (number % 3)) for number in range(200)]
    lines = [" ".join(["JOIN", *each]).encode() for each in joins(wishes, 1000, 512)]
    assert max(map(len, lines)) <= 510
    assert len(lines) == 7


def test_what_no_line_has_room_for_goes_alone() -> None:
    long = "#" + "x" * 600
    assert [*joins([("#a", ""), (long, ""), ("#b", "")], 9, 512)] == [["#a"], [long], ["#b"]]


def test_the_server_says_how_many_may_be_at_once() -> None:
    """Modern IRC, TARGMAX: "defines the maximum number of targets allowed for commands which accept
    multiple targets".
    """
    dialogue = welcomed(isupport="TARGMAX=NAMES:1,JOIN:2,PRIVMSG:4")
    dialogue.session.enter([("#a", ""), ("#b", ""), ("#c", "")])
    assert dialogue.said() == ["JOIN #a,#b", "JOIN #c"]


def test_before_it_has_said_so_they_are_not_too_many() -> None:
    dialogue = Dialogue(channels=[(f"#{number}", "") for number in range(11)])
    dialogue.said()
    dialogue.hears(":x 001 ana :Welcome")
    assert dialogue.said() == ["JOIN #0,#1,#2,#3,#4,#5,#6,#7,#8,#9", "JOIN #10"]
