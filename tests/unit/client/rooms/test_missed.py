"""Conversations that people began while we were away."""

from __future__ import annotations

from mensajeria.client.happenings import Welcomed
from mensajeria.client.rooms.missed import MOST
from mensajeria.client.rooms.room import Room
from tests.unit.client.rooms.test_past import Chat, live

WITHOUT_MARKERS = "batch message-tags server-time draft/chathistory"


class Away(Chat):
    """Who comes back, and whom somebody called meanwhile."""

    def __init__(self, *capabilities: str) -> None:
        super().__init__(*capabilities)
        self.page()
        self.calls: list[tuple[str, str]] = []
        self.rooms.called = self._called

    def _called(self, room: Room, words: str) -> None:
        self.calls.append((room.name, words))

    def comes(self) -> list[str]:
        """We are connected; what is asked."""
        self.dialogue.said()
        self.heard(Welcomed("ana"))
        return self.dialogue.said()

    def targets(self, *names: str) -> None:
        lines = (f"@batch=t :x CHATHISTORY TARGETS {n} 2026-03-04T11:30:00.000Z" for n in names)
        self.hears(":x BATCH +t draft/chathistory-targets", *lines, ":x BATCH -t")

    def letters(self, who: str, *texts: str) -> None:
        """A page of what somebody has said to us, from 11:10 on, and that we answered."""
        lines = [
            f"@batch=1;msgid={who}{n};time=2026-03-04T11:{10 + n}:00.000Z"
            f" :{who}!u@h PRIVMSG ana :{text}"
            for n, text in enumerate(texts)
        ]
        mine = f"@batch=1;msgid={who}-me;time=2026-03-04T11:05:00.000Z :ana!u@h PRIVMSG {who} :hm"
        self.hears(f":x BATCH +1 chathistory {who}", mine, *lines, ":x BATCH -1")


def test_what_is_unread_becomes_rooms_and_calls_once() -> None:
    """TARGETS: "retrieve a list of direct message buffers and channels [...] that have visible
    history within the given time range"; MARKREAD: "user targets where they have to request the
    initial read timestamp".
    """
    away = Away()
    asked = "TARGETS timestamp=2026-03-05T12:00:00.000Z timestamp=2026-02-02T12:00:00.000Z"
    assert away.comes() == [f"CHATHISTORY {asked} {MOST}"]
    away.targets("#plaza", "leo", "eva", "luz")
    assert away.dialogue.said() == ["MARKREAD leo"]
    away.hears(":x MARKREAD leo timestamp=2026-03-04T11:10:00.000Z")
    assert away.dialogue.said() == ["CHATHISTORY LATEST leo * 50"]
    away.letters("leo", "read", "psst", "ana?")
    assert away.dialogue.said() == ["MARKREAD eva"]
    away.hears(":x MARKREAD eva timestamp=2026-03-04T11:30:00.000Z")
    assert away.dialogue.said() == ["MARKREAD luz"]
    away.hears(":x MARKREAD luz *")
    away.letters("luz", "hi")
    leo, luz = away.room("leo"), away.room("luz")
    assert (leo.unread, leo.mentions) == (2, 2)
    assert leo.new_from is leo.message("leo1")
    assert (luz.unread, away.rooms.get("eva")) == (1, None)
    assert away.calls == [("leo", "leo: ana?")]


def test_after_a_lost_connection_since_the_last_that_was_heard() -> None:
    away = Away(WITHOUT_MARKERS)
    away.hears(live("m1", 5, "hola"))
    (asked,) = away.comes()
    assert asked.split()[3] == "timestamp=2026-03-04T12:05:00.000Z"
    away.targets("leo")
    assert away.dialogue.said() == ["CHATHISTORY LATEST leo * 50"]
    line = "@batch=1;msgid=p1;time=2026-03-04T12:06:00.000Z :leo!u@h PRIVMSG ana :psst"
    away.hears(":x BATCH +1 chathistory leo", line, ":x BATCH -1")
    assert away.room("leo").unread == 1


def test_without_markers_nobody_knows_at_first_what_was_read() -> None:
    assert Away(WITHOUT_MARKERS).comes() == []


def test_what_only_we_have_said_opens_no_room() -> None:
    away = Away()
    away.comes()
    away.targets("leo")
    away.hears(":x MARKREAD leo *")
    away.letters("leo")
    assert away.rooms.get("leo") is None
    assert away.calls == []


def test_what_cannot_be_had_is_passed_over() -> None:
    away = Away()
    away.comes()
    away.targets("leo", "eva", "luz")
    away.hears(":x FAIL MARKREAD INTERNAL_ERROR leo :The read timestamp could not be set")
    away.hears(":x MARKREAD eva *")
    away.hears(":x FAIL CHATHISTORY INVALID_TARGET LATEST eva :Messages could not be retrieved")
    assert away.dialogue.said()[-1] == "MARKREAD luz"
    assert len(away.rooms.current.entries) == 1  # where it begins, and nothing else


def test_a_room_that_was_opened_meanwhile_gets_its_page_once() -> None:
    away = Away()
    away.comes()
    away.targets("leo")
    away.hears(":x MARKREAD leo *")
    away.typed("/query leo")
    away.letters("leo", "psst")
    away.letters("leo", "psst")
    assert away.texts("leo") == ["hm", "psst"]


def test_more_than_so_many_are_not_asked_about() -> None:
    away = Away()
    away.comes()
    away.targets(*(f"guest{n}" for n in range(100)))
    asked = []
    while said := [line for line in away.dialogue.said() if line.startswith("MARKREAD")]:
        asked += said
        away.hears(f":x {said[0]} timestamp=2026-03-04T11:30:00.000Z")
    assert len(asked) == MOST + 1


# What was read


def test_what_comes_into_the_room_that_is_looked_at_is_read_after_a_moment() -> None:
    away = Away()
    away.hears(live("m1", 5, "hola"))
    away.dialogue.said()
    away.read()
    away.read()
    assert away.dialogue.said() == ["MARKREAD #plaza timestamp=2026-03-04T12:05:00.000Z"]
    away.rooms.watched = False
    away.hears(live("m2", 6, "sigues ahí?"))
    away.read()
    assert away.dialogue.said() == []


def test_without_a_connection_nothing_is_marked() -> None:
    away = Away()
    away.hears(live("m1", 5, "hola"))
    away.line.is_open = False
    away.read()
    assert away.room("#plaza").read_until is None


def test_two_devices_agree_both_ways() -> None:
    """ "after the last read timestamp of a target changes, the server SHOULD send a `MARKREAD`
    command for that target to all the clients of the user".
    """
    one, two = Away(), Away()
    for device in (one, two):
        device.rooms.watched = False
        device.hears(live("m1", 5, "ana?"))
        device.dialogue.said()
        assert device.room("#plaza").mentions == 1
    for reader, other in ((one, two), (two, one)):
        reader.rooms.watched = True
        reader.look_at(reader.room("#plaza"))
        (told,) = reader.dialogue.said()
        reader.rooms.watched = False
        for device in (reader, other):
            device.hears(f":x {told}")
            assert device.room("#plaza").unread == 0
        for device in (reader, other):
            device.hears(live("m2", 7, "ana?"))
            assert device.room("#plaza").unread == 1


def test_what_was_read_before_ends_where_the_new_begins_in_the_first_page() -> None:
    chat = Chat()
    chat.hears(":x MARKREAD #plaza timestamp=2026-03-04T11:01:00.000Z")
    chat.page("m1 01 leo one", "m2 02 leo two")
    room = chat.room("#plaza")
    assert room.new_from is room.message("m2")
    assert room.unread == 0
