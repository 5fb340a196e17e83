"""Long answers come in portions, as there is room for them.

"If this parameter is advertised, the server ensures that a client may perform the LIST command
without being disconnected due to the large volume of data the LIST command generates" (Modern IRC,
ISUPPORT SAFELIST).
"""

from __future__ import annotations

import pytest

from mensajeria.engine import at_length
from mensajeria.engine.settings import Limits, Settings
from tests.harness.town import Client, Town

CHANNELS = 100
MEMBERS = 150
PORTION = 2048


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_length, "PORTION", PORTION)


def town_with_channels() -> Town:
    """One who has made them, one who asks what there is, and has no room for much."""
    town = Town(Settings(autojoin=(), limits=Limits(channels_per_user=CHANNELS, targets=10)))
    ana = town.connect("ana")
    for number in range(CHANNELS):
        ana.send(f"JOIN #{number:030}")
    return town


def without_room(town: Town, *caps: str) -> Client:
    leo = town.connect("leo", caps)
    leo.has_room = False
    return leo


def give_room(client: Client) -> None:
    client.has_room = True
    client.town.settle()


def listed(lines: list[str]) -> list[str]:
    return [line.split()[3] for line in lines if " 322 " in line]


def test_the_rest_follows_when_there_is_room_and_other_lines_after_it() -> None:
    town = town_with_channels()
    leo = without_room(town)
    leo.send("LIST")
    leo.send("PING after")
    first = leo.seen()
    assert PORTION < sum(len(line) + 2 for line in first) < PORTION + 512
    assert "323" not in first[-1].split()
    give_room(leo)
    rest = leo.seen()
    assert listed(first + rest) == [f"#{number:030}" for number in range(CHANNELS)]
    assert rest[-2].endswith(" 323 leo :End of /LIST")
    assert rest[-1].endswith(" PONG mensajeria.local after")


def test_others_are_heard_in_between() -> None:
    town = town_with_channels()
    leo = without_room(town)
    leo.send("LIST")
    leo.seen()
    town.clients["ana"].send("PRIVMSG leo :psst")
    assert [line.split()[1] for line in leo.seen()] == ["PRIVMSG"]


def test_what_is_gone_meanwhile_is_left_out() -> None:
    town = town_with_channels()
    leo = without_room(town)
    leo.send("LIST")
    before = len(listed(leo.seen()))
    town.clients["ana"].send(f"PART #{CHANNELS - 1:030}")
    give_room(leo)
    assert len(listed(leo.seen())) == CHANNELS - before - 1


def test_a_label_holds_all_portions_together() -> None:
    """ "If a response consists of more than one message, a batch MUST be used to group them"."""
    town = town_with_channels()
    leo = without_room(town, "batch", "labeled-response")
    leo.send("@label=L LIST")
    first = leo.seen()
    assert first[0] == "@label=L :mensajeria.local BATCH +b1 labeled-response"
    town.clients["ana"].send("PRIVMSG leo :psst")
    (heard,) = leo.seen()
    assert not heard.startswith("@")
    give_room(leo)
    rest = leo.seen()
    assert rest[-1] == ":mensajeria.local BATCH -b1"
    assert all(line.startswith("@batch=b1 ") for line in [*first[1:], *rest[:-1]])
    assert sum("BATCH" in line for line in first + rest) == 2


def test_it_ends_with_its_asker() -> None:
    town = town_with_channels()
    leo = without_room(town)
    leo.send("LIST")
    leo.drop()
    assert not town.engine.unfinished


def test_one_who_is_put_out_is_told_no_more() -> None:
    town = town_with_channels()
    leo = without_room(town)
    leo.send("LIST")
    leo.seen()
    leo.session.closing = True
    give_room(leo)
    assert leo.seen() == []


def crowd() -> Town:
    town = Town(Settings(autojoin=()))
    for number in range(MEMBERS):
        town.connect(f"member{number:04}").send("JOIN #plaza")
    return town


@pytest.mark.parametrize(
    ("request_", "numeric"),
    [("WHO #plaza", "352"), ("WHO #plaza %n", "354"), ("NAMES #plaza", "353")],
)
def test_so_is_a_big_channel(request_: str, numeric: str) -> None:
    town = crowd()
    leo = without_room(town, "userhost-in-names")
    leo.send(request_)
    first = leo.seen()
    assert sum(map(len, first)) < PORTION + 512
    town.clients["member0149"].send("QUIT")
    give_room(leo)
    text = " ".join(line for line in [*first, *leo.seen()] if f" {numeric} " in line)
    assert [f"member{number:04}" in text for number in range(MEMBERS)] == [True] * 149 + [False]


def test_who_is_in_many_channels_comes_channel_by_channel() -> None:
    town = crowd()
    for number in range(3):
        for member in range(MEMBERS):
            town.clients[f"member{member:04}"].send(f"JOIN #c{number}")
    leo = without_room(town, "userhost-in-names")
    leo.send("JOIN #c0,#c1,#c2")
    assert [line for line in leo.seen() if " JOIN " in line] == [":leo!~leo@127.0.0.1 JOIN #c0"]
    give_room(leo)
    assert len([line for line in leo.seen() if " JOIN " in line]) == 2


def test_what_cannot_be_stored_any_more_is_not_begun() -> None:
    town = crowd()
    leo = without_room(town, "userhost-in-names")
    leo.send("JOIN #plaza,#other")
    leo.seen()
    town.journal.fails = "disk full"
    town.clients["member0000"].send("PRIVMSG #plaza :hola")
    leo.seen()
    give_room(leo)
    assert "FAIL JOIN TEMPORARILY_UNAVAILABLE" in leo.seen()[-1]
    assert "#other" not in town.engine.network.channels
