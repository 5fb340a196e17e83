"""In which order rooms are listed."""

from __future__ import annotations

from datetime import datetime, timezone

from mensajeria.client.model import Model
from mensajeria.client.rooms.order import listed
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.rooms.rooms import Rooms


def order(*names: str) -> list[str]:
    kinds = {"#": Kind.CHANNEL}
    return [room.name for room in listed(Room(n, kinds.get(n[0], Kind.PERSON)) for n in names)]


def test_channels_come_before_people_each_by_name() -> None:
    assert order("eva", "#b", "Ana", "#A") == ["#A", "#b", "Ana", "eva"]


def test_numbers_in_names_count_as_such() -> None:
    assert order("#s10", "#s9a", "#s1", "#s09", "#s", "#s2") == [
        *("#s", "#s1", "#s2", "#s09", "#s9a", "#s10")
    ]
    assert order("#" + "9" * 5000, "#" + "1" * 5001)[0].startswith("#9"), "however long"


def test_it_follows_what_is_opened_closed_and_renamed() -> None:
    model = Model("ana")
    rooms = Rooms(lambda: model, lambda: datetime.now(timezone.utc))

    def names() -> list[str]:
        return [room.name for room in rooms]

    for name in ("#b", "eva", "#a"):
        rooms.open(name)
        assert name in names()
    rooms.rename("eva", "Bea")
    rooms.open("cai")
    assert names() == ["", "#a", "#b", "Bea", "cai"]
    rooms.close(rooms.open("#a"))
    assert names() == ["", "#b", "Bea", "cai"]
