"""What was said before: asked for page by page, put where it belongs, and never twice."""

from collections.abc import Iterable
from datetime import datetime, timezone

from mensajeria.client.happenings import CameBack
from mensajeria.client.rooms.entries import Fate, Noted, Spoken
from mensajeria.client.rooms.room import Room
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.rooms.talk import Talk
from tests.unit.client.dialogue import Dialogue, welcomed
from tests.unit.client.test_conversation import Line

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=timezone.utc)
CAPABILITIES = "batch message-tags server-time draft/chathistory draft/read-marker"


class Chat(Talk):
    """A talk with a server that keeps history."""

    def __init__(self, capabilities: str = CAPABILITIES) -> None:
        self.dialogue: Dialogue = welcomed(capabilities, isupport="CHATHISTORY=50")
        rooms = Rooms(lambda: self.dialogue.session.model, lambda: NOW)
        super().__init__(Line(self.dialogue), rooms)
        self.hears(":ana!~ana@host.example JOIN #plaza")

    def hears(self, *lines: str) -> None:
        for happening in self.dialogue.hears(*lines):
            self.heard(happening)

    def page(self, *messages: str, target: str = "#plaza") -> None:
        """A page of history: "msgid minute nick text" each."""
        self.hears(f":x BATCH +1 chathistory {target}", *map(_line, messages), ":x BATCH -1")

    def texts(self, name: str = "#plaza") -> list[str]:
        return list(_texts(self.room(name)))

    def room(self, name: str) -> Room:
        found = self.rooms.get(name)
        assert found is not None
        return found

    def lose(self) -> None:
        """The connection is lost and there is another; nothing is entered yet."""
        self.heard(CameBack(60))


def _line(message: str) -> str:
    msgid, minute, nick, text = message.split(" ", 3)
    time = f"2026-03-04T{minute if ':' in minute else '11:' + minute}:00.000Z"
    return f"@batch=1;msgid={msgid};time={time} :{nick}!u@h PRIVMSG #plaza :{text}"


def _texts(room: Room) -> Iterable[str]:
    for entry in room.entries:
        if isinstance(entry, Spoken):
            yield entry.text
        elif isinstance(entry, Noted) and isinstance(entry.about, CameBack):
            yield "(gap)"


def live(msgid: str, minute: int, text: str, nick: str = "leo") -> str:
    time = f"2026-03-04T12:{minute:02}:00.000Z"
    return f"@msgid={msgid};time={time} :{nick}!u@h PRIVMSG #plaza :{text}"


def test_a_new_room_gets_its_latest_page() -> None:
    chat = Chat()
    assert chat.dialogue.said() == ["CHATHISTORY LATEST #plaza * 50"]
    chat.hears(live("m3", 1, "three"))
    chat.page("m1 01 leo one", "m2 02 eva two", "m3 03 leo three")
    assert chat.texts() == ["one", "two", "three"]


def test_nothing_is_asked_of_a_server_that_keeps_nothing() -> None:
    chat = Chat("batch message-tags")
    chat.earlier()
    assert chat.dialogue.said() == []


def test_what_came_before_is_asked_for_until_there_is_nothing() -> None:
    chat = Chat()
    chat.page("m2 02 leo two")
    chat.dialogue.said()
    chat.earlier()
    chat.earlier()
    assert chat.dialogue.said() == ["CHATHISTORY BEFORE #plaza msgid=m2 50"]
    chat.page("m1 01 leo one")
    assert chat.texts() == ["one", "two"]
    chat.earlier()
    assert chat.dialogue.said() == ["CHATHISTORY BEFORE #plaza msgid=m1 50"]
    chat.page()
    chat.earlier()
    assert chat.dialogue.said() == []


def test_after_a_lost_connection_the_gap_is_filled() -> None:
    chat = Chat()
    chat.page()
    chat.hears(live("m1", 0, "one"))
    chat.lose()
    chat.dialogue.said()
    chat.hears(":ana!~ana@h JOIN #plaza", live("m4", 9, "four"))
    assert chat.dialogue.said() == ["CHATHISTORY AFTER #plaza msgid=m1 50"]
    chat.page("m2 01 leo two", "m3 02 eva three", "m4 09 leo four")
    assert chat.texts() == ["one", "two", "three", "(gap)", "four"]
    assert chat.dialogue.said() == ["CHATHISTORY AFTER #plaza msgid=m3 50"]
    chat.page()
    assert chat.texts() == ["one", "two", "three", "four"]


def test_a_gap_that_is_too_long_stays_marked() -> None:
    chat = Chat()
    chat.page()
    chat.hears(live("m0", 0, "first"))
    chat.lose()
    chat.hears(":ana!~ana@h JOIN #plaza")
    for number in range(1, 20):
        chat.dialogue.said()
        chat.page(f"m{number} 01 leo {number}")
    assert chat.texts() == ["first", *map(str, range(1, 11)), "(gap)"]
    assert chat.dialogue.said() == []


def test_a_line_of_ours_that_arrived_after_all_is_settled_by_the_past() -> None:
    chat = Chat()
    chat.page()
    chat.hears(live("m0", 0, "first"))
    chat.typed("did it arrive")
    chat.lose()
    chat.hears(":ana!~ana@h JOIN #plaza")
    chat.page("m1 01 ana did it arrive")
    entry = chat.room("#plaza").entries[-1]
    assert isinstance(entry, Spoken)
    assert (entry.text, entry.fate, entry.msgid) == ("did it arrive", Fate.SAID, "m1")
    assert chat.texts().count("did it arrive") == 1


def test_rooms_of_people_are_caught_up_with_too() -> None:
    chat = Chat()
    chat.hears("@msgid=p1;time=2026-03-04T12:00:00.000Z :leo!u@h PRIVMSG ana :psst")
    chat.lose()
    chat.dialogue.said()
    chat.hears(":ana!~ana@h JOIN #plaza")
    assert "CHATHISTORY AFTER leo msgid=p1 50" in chat.dialogue.said()


def test_what_was_missed_counts_as_unread_where_nobody_looks() -> None:
    chat = Chat()
    chat.page()
    chat.hears(live("m1", 0, "one"))
    chat.look_at(chat.rooms.server)
    chat.lose()
    chat.hears(":ana!~ana@h JOIN #plaza")
    chat.page("m2 12:05 leo ana, two")
    room = chat.room("#plaza")
    assert (room.unread, room.mentions) == (1, 1)


def test_what_is_looked_at_is_marked_as_read_once() -> None:
    chat = Chat()
    chat.page("m1 01 leo one")
    chat.dialogue.said()
    chat.seen()
    chat.seen()
    assert chat.dialogue.said() == ["MARKREAD #plaza timestamp=2026-03-04T11:01:00.000Z"]


def test_what_was_read_elsewhere_is_read_here() -> None:
    chat = Chat()
    chat.page()
    chat.look_at(chat.rooms.server)
    chat.hears(live("m1", 1, "one"), live("m2", 2, "ana: two"))
    room = chat.room("#plaza")
    assert (room.unread, room.mentions) == (2, 1)
    chat.hears(":x MARKREAD #plaza timestamp=2026-03-04T12:01:00.000Z")
    assert (room.unread, room.mentions) == (1, 1)
    assert room.new_from is room.entries[-1]
    chat.hears(":x MARKREAD #plaza timestamp=2026-03-04T12:00:00.000Z")
    assert room.unread == 1
    chat.hears(":x MARKREAD #plaza timestamp=2026-03-04T12:02:00.000Z")
    assert room.unread == 0
    assert room.new_from is None
