"""Rooms without a screen: what belongs where, what is unread, and what is bounded."""

from datetime import datetime, timezone

import pytest

from mensajeria.client.happenings import Said
from mensajeria.client.rooms.entries import MOST_MOVES, Moved, Noted, Spoken
from mensajeria.client.rooms.room import MOST_ENTRIES, Kind, Room
from mensajeria.client.rooms.rooms import MOST_ROOMS, Rooms
from mensajeria.client.rooms.routing import route
from tests.unit.client.dialogue import Dialogue, welcomed

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=timezone.utc)


class House(Rooms):
    """Rooms that follow a dialogue."""

    def __init__(self) -> None:
        self.dialogue: Dialogue = welcomed()
        super().__init__(lambda: self.dialogue.session.model, lambda: NOW)
        self.calls: list[tuple[str, str]] = []
        self.called = lambda room, words: self.calls.append((room.name, words))

    def hears(self, *lines: str) -> None:
        for happening in self.dialogue.hears(*lines):
            route(self, happening)

    def names(self) -> list[str]:
        return [room.name for room in self]


def test_rooms_are_in_order_channels_before_people() -> None:
    house = House()
    for name in ("leo", "#zoo", "eva", "#Abc"):
        house.open(name)
    assert house.names() == ["", "#Abc", "#zoo", "eva", "leo"]


@pytest.mark.parametrize("numeric", ["403", "405", "437", "471", "473", "474", "475", "477", "520"])
def test_a_channel_that_does_not_let_us_in_again_says_why(numeric: str) -> None:
    """As on a new connection, which begins in no channel at all."""
    house = House()
    house.hears(":ana!u@h JOIN #club")
    house.dialogue = welcomed()
    house.hears(f":x {numeric} ana #club :Cannot join channel")
    club = house.get("#club")
    assert club is not None
    assert not club.inside
    assert isinstance(club.entries[-1], Noted)


def test_what_is_refused_to_a_member_does_not_put_them_out() -> None:
    house = House()
    house.hears(":ana!u@h JOIN #club", ":x 482 ana #club :You're not channel operator")
    club = house.get("#club")
    assert club is not None
    assert club.inside


def test_what_is_said_opens_its_room() -> None:
    house = House()
    house.hears(":leo!u@h PRIVMSG ana :psst", ":leo!u@h PRIVMSG #plaza :hola")
    assert house.names() == ["", "#plaza", "leo"]
    assert [room.unread for room in house] == [0, 1, 1]


def test_messages_from_the_server_itself_stay_in_its_room() -> None:
    house = House()
    house.hears(":irc.example NOTICE ana :restarting")
    assert house.names() == [""]
    assert isinstance(house.server.entries[-1], Spoken)


def test_under_what_can_be_no_name_there_is_no_room() -> None:
    house = House()
    house.hears(":leo!u@h PRIVMSG #pl\x1b[2Jaza :hola")
    assert house.names() == [""]
    assert house.open(":leo") is house.open("two words") is house.server


def test_attention_is_called_for_by_name_and_in_private() -> None:
    house = House()
    house.hears(":leo!u@h PRIVMSG #plaza :hola", ":leo!u@h PRIVMSG #plaza :hola Ana")
    house.hears(":eva!u@h PRIVMSG ana :psst", ":bot!u@h NOTICE ana :beep")
    assert house.calls == [("#plaza", "leo: hola Ana"), ("eva", "eva: psst")]


def test_nobody_is_called_to_what_they_look_at_unless_they_look_away() -> None:
    house = House()
    house.look_at(house.open("#plaza"))
    house.hears(":leo!u@h PRIVMSG #plaza :ana")
    assert house.calls == []
    house.watched = False
    house.hears(":leo!u@h PRIVMSG #plaza :ana?")
    assert house.calls == [("#plaza", "leo: ana?")]
    assert house.current.unread == 1


def test_the_room_of_somebody_follows_their_name() -> None:
    house = House()
    house.hears(":leo!u@h PRIVMSG ana :psst", ":leo!u@h NICK leon")
    assert house.names() == ["", "leon"]


def test_between_connections_rooms_are_those_that_they_were() -> None:
    """A server that has told nothing yet is taken for one of RFC 1459, to which "[" is a "{"."""
    house = House()
    first, second = house.open("foo["), house.open("foo{")
    house.dialogue = Dialogue()
    assert (house.get("foo["), house.get("FOO{")) == (first, second)
    house.dialogue = welcomed()
    assert (house.get("foo["), house.get("foo{")) == (first, second)


def test_no_room_is_lost_when_two_have_the_same_name_now() -> None:
    house = House()
    first, second = house.open("foo["), house.open("foo{")
    house.dialogue = welcomed(isupport="CASEMAPPING=rfc1459")
    assert house.names() == ["", "foo[", "foo{"]
    assert house.get("FOO[") is second
    house.close(first)
    assert house.names() == ["", "foo{"]


def test_the_room_of_somebody_is_spelled_as_they_are() -> None:
    house = House()
    house.hears(":leo!u@h PRIVMSG ana :psst", ":leo!u@h NICK Leo")
    assert house.names() == ["", "Leo"]


def test_a_room_is_not_lost_to_somebody_else_of_its_name() -> None:
    house = House()
    house.hears(":leo!u@h PRIVMSG ana :psst", ":eva!u@h PRIVMSG ana :psst", ":leo!u@h NICK eva")
    assert house.names() == ["", "eva", "leo"]


def test_rooms_are_found_as_the_server_compares_names() -> None:
    house = House()
    room = house.open("#Plaza[1]")
    assert house.get("#plaza{1}") is None
    house.dialogue.hears(":irc.example 005 ana CASEMAPPING=rfc1459 :are supported")
    assert house.get("#plaza{1}") is room


def test_closing_the_room_looked_at_turns_to_the_one_beside_it() -> None:
    house = House()
    for name in ("#a", "#b"):
        house.open(name)
    house.look_at(house.open("#b"))
    house.close(house.current)
    assert house.current.name == "#a"
    house.close(house.server)
    assert house.names() == ["", "#a"]


def test_being_thrown_out_keeps_the_room() -> None:
    house = House()
    house.hears(":ana!u@h JOIN #club", ":leo!u@h KICK #club ana :out")
    room = house.get("#club")
    assert room is not None
    assert not room.inside
    assert isinstance(room.entries[-1], Noted)


def test_moves_are_summed_up() -> None:
    house = House()
    house.hears(":a!u@h JOIN #plaza", ":b!u@h JOIN #plaza", ":b!u@h QUIT :bye")
    house.hears(":leo!u@h PART #plaza", ":leo!u@h JOIN #plaza", ":eva!u@h PART #plaza")
    (moved,) = house.open("#plaza").entries
    assert isinstance(moved, Moved)
    sums = moved.summed_up()
    assert sums == {
        "came": ["a"],
        "left": ["eva"],
        "visited": ["b"],
        "returned": ["leo"],
        "renamed": [],
    }


def test_a_row_of_moves_is_bounded() -> None:
    house = House()
    house.hears(*(f":n{i}!u@h JOIN #plaza" for i in range(MOST_MOVES + 1)))
    assert len(house.open("#plaza").entries) == 2


def test_a_room_forgets_what_is_too_long_ago() -> None:
    room = Room("#plaza", Kind.CHANNEL)
    for _ in range(MOST_ENTRIES + 1):
        room.add(Spoken(NOW, "leo", "hola"))
    assert MOST_ENTRIES - 2000 < len(room.entries) <= MOST_ENTRIES


def test_strangers_cannot_open_rooms_without_end() -> None:
    house = House()
    for number in range(MOST_ROOMS + 10):
        route(house, Said(f"n{number}", "ana", "psst", private=True))
    assert len(house.names()) == MOST_ROOMS + 1
    assert house.server.entries
