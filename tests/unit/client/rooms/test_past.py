"""What was said before: asked for page by page, put where it belongs, and never twice."""

from collections.abc import Iterable
from datetime import datetime, timezone

from mensajeria.client.happenings import CameBack, Spot
from mensajeria.client.rooms.entries import Begun, Fate, Gap, Noted, Spoken
from mensajeria.client.rooms.room import MOST_DEEDS, MOST_ENTRIES, Room
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
        self.line = Line(self.dialogue)
        super().__init__(self.line, rooms)
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
        elif isinstance(entry, Gap):
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
    assert chat.dialogue.said()[-1] == "CHATHISTORY BEFORE #plaza msgid=m2 50"
    chat.earlier()
    assert chat.dialogue.said() == []
    chat.page("m1 01 leo one")
    assert chat.texts() == ["one", "two"]
    assert chat.dialogue.said() == ["CHATHISTORY BEFORE #plaza msgid=m1 50"]
    chat.page()
    chat.earlier()
    assert chat.dialogue.said() == []


def test_after_a_lost_connection_the_gap_is_filled_from_the_present_on() -> None:
    """LATEST: "Request the most recent messages [...] sent after the given message reference"."""
    chat = Chat()
    chat.page()
    chat.hears(live("m1", 0, "one"))
    chat.lose()
    chat.dialogue.said()
    chat.hears(":ana!~ana@h JOIN #plaza", live("m4", 9, "four"))
    assert chat.dialogue.said() == ["CHATHISTORY LATEST #plaza msgid=m1 50"]
    chat.page("m3 03 eva three", "m4 09 leo four")
    assert chat.texts() == ["one", "(gap)", "three", "four"]
    assert chat.dialogue.said() == ["CHATHISTORY BETWEEN #plaza msgid=m3 msgid=m1 50"]
    chat.page("m2 02 leo two")
    assert chat.texts() == ["one", "(gap)", "two", "three", "four"]
    assert chat.dialogue.said() == ["CHATHISTORY BETWEEN #plaza msgid=m2 msgid=m1 50"]
    chat.page()
    assert chat.texts() == ["one", "two", "three", "four"]
    assert chat.dialogue.said() == []


def lacking(chat: Chat) -> Gap:
    """The first gap there is."""
    return next(e for e in chat.room("#plaza").entries if isinstance(e, Gap))


def interrupted() -> Chat:
    """A gap of more pages than are asked for without anybody scrolling."""
    chat = Chat()
    chat.page()
    chat.hears(live("m0", 0, "first"))
    chat.lose()
    chat.hears(":ana!~ana@h JOIN #plaza")
    for number in range(29, 9, -1):
        chat.dialogue.said()
        chat.page(f"m{number} 01 leo {number}")
    return chat


def test_a_gap_that_is_too_long_stays_marked() -> None:
    chat = interrupted()
    assert chat.texts() == ["first", "(gap)", *map(str, range(20, 30))]
    assert chat.dialogue.said() == []


def test_a_gap_is_filled_from_the_side_that_somebody_comes_from() -> None:
    """BETWEEN: "counted starting from and excluding the first message selector, while finishing on
    and excluding the second".
    """
    chat = interrupted()
    chat.fill(lacking(chat), downwards=False)
    chat.fill(lacking(chat), downwards=False)
    assert chat.dialogue.said() == ["CHATHISTORY BETWEEN #plaza msgid=m20 msgid=m0 50"]
    assert lacking(chat).filling
    chat.page("m19 01 leo 19")
    assert chat.texts()[:4] == ["first", "(gap)", "19", "20"]
    chat.fill(lacking(chat), downwards=True)
    assert chat.dialogue.said() == ["CHATHISTORY BETWEEN #plaza msgid=m0 msgid=m19 50"]
    chat.page("m1 01 leo 1")
    assert chat.texts()[:4] == ["first", "1", "(gap)", "19"]
    chat.fill(lacking(chat), downwards=True)
    assert chat.dialogue.said() == ["CHATHISTORY BETWEEN #plaza msgid=m1 msgid=m19 50"]
    chat.page()
    assert chat.texts()[:4] == ["first", "1", "19", "20"]


def test_a_page_that_is_refused_can_be_asked_for_again() -> None:
    """ "FAIL CHATHISTORY MESSAGE_ERROR <subcommand> <target> [...]"."""
    chat = interrupted()
    chat.fill(lacking(chat), downwards=True)
    chat.dialogue.said()
    refused = ":x FAIL CHATHISTORY MESSAGE_ERROR BETWEEN #plaza :Messages could not be retrieved"
    chat.hears(refused, refused)
    chat.dialogue.said()
    assert not lacking(chat).filling
    assert not any(isinstance(entry, Noted) for entry in chat.room("#plaza").entries)
    chat.fill(lacking(chat), downwards=True)
    assert len(chat.dialogue.said()) == 1


def test_two_lost_connections_with_nothing_in_between_are_one_gap() -> None:
    chat = Chat()
    chat.page()
    chat.hears(live("m0", 0, "first"))
    chat.lose()
    chat.lose()
    chat.hears(":ana!~ana@h JOIN #plaza")
    assert chat.texts() == ["first", "(gap)"]


def test_who_was_thrown_out_and_comes_again_may_lack_something() -> None:
    chat = Chat()
    chat.page()
    chat.hears(live("m0", 0, "first"), ":leo!u@h KICK #plaza ana", ":ana!~ana@h JOIN #plaza")
    assert chat.dialogue.said()[-1] == "CHATHISTORY LATEST #plaza msgid=m0 50"


def test_a_server_that_names_messages_by_time_is_asked_so() -> None:
    """ "MSGREFTYPES [...] in order of decreasing preference"."""
    chat = Chat()
    chat.hears(":x 005 ana MSGREFTYPES=timestamp :are supported")
    chat.page("m2 02 leo two")
    sent = "CHATHISTORY BEFORE #plaza timestamp=2026-03-04T11:02:00.000Z 50"
    assert chat.dialogue.said()[-1] == sent


def test_where_the_past_begins_is_shown() -> None:
    chat = Chat()
    chat.page("m1 01 leo one")
    assert not chat.room("#plaza").complete
    chat.page()
    assert isinstance(chat.room("#plaza").entries[0], Begun)


def test_a_channel_in_which_nothing_was_said_is_asked_about_once() -> None:
    chat = Chat()
    chat.page()
    assert chat.dialogue.said() == ["CHATHISTORY LATEST #plaza * 50"]
    assert chat.room("#plaza").complete


def test_a_page_with_nothing_to_read_is_not_the_beginning() -> None:
    chat = Chat()
    chat.page("m2 02 leo two")
    chat.dialogue.said()
    chat.hears(
        ":x BATCH +1 chathistory #plaza",
        "@batch=1;msgid=t1 :leo!u@h JOIN #plaza",
        ":x BATCH -1",
    )
    assert not chat.room("#plaza").complete
    assert chat.dialogue.said() == ["CHATHISTORY BEFORE #plaza msgid=t1 50"]


def test_what_was_done_to_messages_waits_for_them() -> None:
    chat = Chat()
    chat.hears(
        ":x BATCH +1 chathistory #plaza",
        "@batch=1;msgid=r1;+draft/react=:);+draft/reply=m1 :eva!u@h TAGMSG #plaza",
        "@batch=1;msgid=r2;+draft/react=:);+draft/reply=m1 :leo!u@h TAGMSG #plaza",
        "@batch=1;msgid=r3;+draft/unreact=:);+draft/reply=m1 :leo!u@h TAGMSG #plaza",
        "@batch=1;msgid=e1;mensajeria.alt/edit=m1 :leo!u@h PRIVMSG #plaza :better",
        "@batch=1;msgid=d1 :leo!u@h REDACT #plaza m0",
        "@batch=1;msgid=m3 :leo!u@h PRIVMSG #plaza :three",
        ":x BATCH -1",
    )
    chat.page("m0 01 leo gone", "m1 01 leo good", "m2 02 eva two")
    room = chat.room("#plaza")
    gone, edited = room.message("m0"), room.message("m1")
    assert gone is not None
    assert edited is not None
    assert gone.deleted
    assert (edited.text, edited.edited, edited.reactions) == ("better", True, {":)": ["eva"]})
    assert chat.texts() == ["", "better", "two", "three"]


def test_what_is_done_to_messages_that_never_come_is_bounded() -> None:
    chat = Chat()
    for part in range(3):
        lines = (
            f"@batch=1;msgid=r{part}-{n};+draft/react=:);+draft/reply=x{n} :eva!u@h TAGMSG #plaza"
            for n in range(1000)
        )
        chat.hears(":x BATCH +1 chathistory #plaza", *lines, ":x BATCH -1")
    assert len(chat.room("#plaza").deeds) == 2000


def test_an_answer_finds_what_it_answers_in_its_page() -> None:
    chat = Chat()
    chat.hears(
        ":x BATCH +1 chathistory #plaza",
        "@batch=1;msgid=m1 :eva!u@h PRIVMSG #plaza :one",
        "@batch=1;msgid=m2;+draft/reply=m1 :leo!u@h PRIVMSG #plaza :two",
        ":x BATCH -1",
    )
    first, second = chat.room("#plaza").entries[-2:]
    assert isinstance(second, Spoken)
    assert second.replies_to is first


# Somewhere in the past


def test_what_is_not_shown_is_fetched_with_what_was_said_around_it() -> None:
    """AROUND: "Request a number of messages before and after the timestamp or msgid"."""
    chat = Chat()
    chat.page("m90 50 leo 90", "m91 51 leo 91")
    room = chat.room("#plaza")
    room.asked.clear()
    chat.dialogue.said()
    reached = []
    chat.past.around(room, Spot("m40", None), lambda: reached.append(chat.texts()))
    assert chat.dialogue.said() == ["CHATHISTORY AROUND #plaza msgid=m40 50"]
    chat.page("m39 20 leo 39", "m40 21 leo 40", "m41 22 leo 41")
    assert reached == [["39", "40", "41", "(gap)", "90", "91"]]


def gapped() -> Chat:
    """39 to 41, a gap, then 90 and 91."""
    chat = Chat()
    chat.page("m90 50 leo 90", "m91 51 leo 91")
    room = chat.room("#plaza")
    room.asked.clear()
    chat.past.around(room, Spot("m40", None), lambda: None)
    chat.page("m39 20 leo 39", "m40 21 leo 40", "m41 22 leo 41")
    chat.dialogue.said()
    return chat


def test_between_a_place_in_the_past_and_the_present_is_a_gap() -> None:
    chat = gapped()
    assert chat.texts() == ["39", "40", "41", "(gap)", "90", "91"]
    chat.earlier()
    assert chat.dialogue.said() == ["CHATHISTORY BEFORE #plaza msgid=m39 50"]
    chat.page("m38 19 leo 38")
    chat.dialogue.said()
    chat.room("#plaza").asked.clear()
    chat.fill(lacking(chat), downwards=True)
    assert chat.dialogue.said() == ["CHATHISTORY BETWEEN #plaza msgid=m41 msgid=m90 50"]
    chat.page("m42 23 leo 42")
    assert chat.texts() == ["38", "39", "40", "41", "42", "(gap)", "90", "91"]


def test_a_place_inside_a_gap_parts_it() -> None:
    chat = gapped()
    chat.past.around(chat.room("#plaza"), Spot("m60", None), lambda: None)
    chat.page("m60 30 leo 60")
    assert chat.texts() == ["39", "40", "41", "(gap)", "60", "(gap)", "90", "91"]
    chat.dialogue.said()
    chat.fill(lacking(chat), downwards=True)
    assert chat.dialogue.said() == ["CHATHISTORY BETWEEN #plaza msgid=m41 msgid=m60 50"]


def test_a_page_that_touches_what_is_shown_leaves_no_gap_there() -> None:
    chat = gapped()
    chat.past.around(chat.room("#plaza"), Spot("m42", None), lambda: None)
    chat.page("m41 22 leo 41", "m42 23 leo 42")
    assert chat.texts() == ["39", "40", "41", "42", "(gap)", "90", "91"]
    chat.past.around(chat.room("#plaza"), Spot("m89", None), lambda: None)
    chat.page("m89 49 leo 89", "m90 50 leo 90")
    assert chat.texts() == ["39", "40", "41", "42", "(gap)", "89", "90", "91"]
    chat.past.around(chat.room("#plaza"), Spot("m50", None), lambda: None)
    chat.page("m42 23 leo 42", "m50 40 leo 50", "m89 49 leo 89")
    assert chat.texts() == ["39", "40", "41", "42", "50", "89", "90", "91"]
    chat.past.around(chat.room("#plaza"), Spot("m20", None), lambda: None)
    chat.page("m20 15 leo 20", "m39 20 leo 39")
    assert chat.texts()[:3] == ["20", "39", "40"]


def test_a_page_for_a_gap_that_was_closed_meanwhile_is_not_needed() -> None:
    chat = gapped()
    room = chat.room("#plaza")
    chat.past.around(room, Spot("m50", None), lambda: None)
    chat.fill(lacking(chat), downwards=True)
    chat.page("m41 22 leo 41", "m50 40 leo 50", "m90 50 leo 90")
    assert chat.texts() == ["39", "40", "41", "50", "90", "91"]
    chat.page("m42 23 leo 42")
    assert chat.texts() == ["39", "40", "41", "50", "90", "91"]
    assert room.asked == []


def test_a_page_for_a_gap_that_was_forgotten_meanwhile_is_not_needed() -> None:
    chat = gapped()
    room = chat.room("#plaza")
    chat.fill(lacking(chat), downwards=True)
    room.entries += [Spoken(NOW, "leo", "x", msgid=f"x{n}") for n in range(MOST_ENTRIES)]
    chat.hears(live("m99", 9, "latest"))
    assert "(gap)" not in chat.texts()
    shown = chat.texts()
    chat.page("m42 23 leo 42")
    assert chat.texts() == shown
    assert room.asked == []


def test_scrolling_back_without_end_keeps_a_bounded_number_of_messages() -> None:
    chat = Chat()
    chat.page("m1 59 leo latest")
    room = chat.room("#plaza")
    chat.say("not yet said")
    room.entries[:0] = [
        Spoken(NOW, "leo", "x", msgid=f"x{n}", kept=True) for n in range(MOST_ENTRIES)
    ]
    room.asked.clear()
    chat.earlier()
    chat.dialogue.said()
    chat.page("m0 01 leo earliest")
    assert len(room.entries) == MOST_ENTRIES + 2
    assert chat.texts()[0] == "earliest"
    assert chat.texts()[-2:] == ["(gap)", "not yet said"]
    room.asked.clear()
    chat.fill(lacking(chat), downwards=True)
    assert chat.dialogue.said()[-1].startswith("CHATHISTORY LATEST #plaza msgid=x")


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
    chat.dialogue.said()
    chat.lose()
    assert "CHATHISTORY LATEST leo msgid=p1 50" in chat.dialogue.said()


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


# Servers that are otherwise


def timed(minute: int, text: str) -> str:
    """Without an id, as from a server that gives none."""
    return f"@batch=1;time=2026-03-04T11:{minute:02}:00.000Z :leo!u@h PRIVMSG #plaza :{text}"


def test_without_ids_what_was_said_is_known_by_when_it_was() -> None:
    chat = Chat()
    chat.hears(":x BATCH +1 chathistory #plaza", timed(1, "one"), timed(2, "two"), ":x BATCH -1")
    chat.page()
    chat.hears(timed(3, "three").replace("batch=1;", ""))
    chat.dialogue.said()
    chat.read()
    assert chat.dialogue.said() == ["MARKREAD #plaza timestamp=2026-03-04T11:03:00.000Z"]
    chat.lose()
    chat.hears(":ana!~ana@h JOIN #plaza")
    assert chat.dialogue.said() == [
        "CHATHISTORY LATEST #plaza timestamp=2026-03-04T11:03:00.000Z 50"
    ]
    lines = (timed(minute, text) for minute, text in ((3, "three"), (4, "four")))
    chat.hears(":x BATCH +1 chathistory #plaza", *lines, ":x BATCH -1")
    assert chat.texts() == ["one", "two", "three", "(gap)", "four"]
    chat.hears(":x BATCH +1 chathistory #plaza", ":x BATCH -1")
    assert chat.texts() == ["one", "two", "three", "four"]


def test_a_page_that_nobody_asked_for_is_shown_where_none_can_be_asked_for() -> None:
    """As some servers give to who enters a channel, without being able to do more."""
    chat = Chat("batch message-tags server-time")
    chat.hears(":x BATCH +1 chathistory #plaza", timed(1, "one"), timed(2, "two"), ":x BATCH -1")
    assert chat.texts() == ["one", "two"]
    chat.hears("@time=2026-03-04T11:05:00.000Z :leo!u@h PRIVMSG #plaza :five")
    lines = (timed(minute, text) for minute, text in ((2, "two"), (3, "three"), (5, "five")))
    chat.hears(":x BATCH +1 chathistory #plaza", *lines, ":x BATCH -1")
    assert chat.texts() == ["one", "two", "three", "five"]
    assert chat.dialogue.said() == []


def test_a_refusal_that_names_no_room_ends_the_oldest_page_of_its_kind() -> None:
    """As Ergo's "FAIL CHATHISTORY MESSAGE_ERROR LATEST :Messages could not be retrieved"."""
    chat = Chat()
    chat.hears(":ana!~ana@h JOIN #zoo")
    chat.hears(":x FAIL CHATHISTORY MESSAGE_ERROR LATEST :Messages could not be retrieved")
    assert (len(chat.room("#plaza").asked), len(chat.room("#zoo").asked)) == (0, 1)
    chat.dialogue.said()
    chat.earlier()
    assert chat.dialogue.said() == ["CHATHISTORY LATEST #plaza * 50"]
    chat.hears(":x FAIL CHATHISTORY MESSAGE_ERROR LATEST :Messages could not be retrieved")
    assert (len(chat.room("#plaza").asked), len(chat.room("#zoo").asked)) == (1, 0)


def test_where_an_id_is_not_known_any_more_it_is_asked_for_by_time() -> None:
    chat = Chat()
    chat.page()
    chat.hears(live("m1", 0, "one"))
    chat.lose()
    chat.dialogue.said()
    chat.hears(":ana!~ana@h JOIN #plaza")
    assert chat.dialogue.said() == ["CHATHISTORY LATEST #plaza msgid=m1 50"]
    refused = ":x FAIL CHATHISTORY MESSAGE_ERROR LATEST #plaza :There is no such message"
    chat.hears(refused)
    asked = "CHATHISTORY LATEST #plaza timestamp=2026-03-04T12:00:00.000Z 50"
    assert chat.dialogue.said() == [asked]
    chat.page()
    assert chat.texts() == ["one"]
    chat.lose()
    chat.hears(":ana!~ana@h JOIN #plaza", refused, refused)
    assert chat.texts() == ["one", "(gap)"]
    assert not lacking(chat).filling
    assert chat.dialogue.said()[-1] == asked


def test_a_reaction_to_what_is_not_shown_yet_waits_for_it() -> None:
    chat = Chat()
    chat.page("m9 30 leo nine")
    chat.hears("@+draft/react=x;+draft/reply=m1 :eva!u@h TAGMSG #plaza")
    chat.hears("@mensajeria.alt/edit=m1;msgid=m10 :leo!u@h PRIVMSG #plaza :uno")
    chat.page("m1 01 leo one")
    entry = chat.room("#plaza").entries[0]
    assert isinstance(entry, Spoken)
    assert (entry.text, entry.reactions) == ("uno", {"x": ["eva"]})


def test_what_waits_for_what_is_not_shown_is_bounded() -> None:
    chat = Chat()
    chat.page("m9 30 leo nine")
    line = "@+draft/react=x;+draft/reply=m{} :eva!u@h TAGMSG #plaza"
    chat.hears(*(line.format(number) for number in range(100, 100 + MOST_DEEDS + 50)))
    assert len(chat.room("#plaza").deeds) == MOST_DEEDS


def test_who_is_in_no_channel_is_caught_up_with() -> None:
    chat = Chat()
    chat.page()
    chat.hears("@msgid=p1;time=2026-03-04T12:00:00.000Z :leo!u@h PRIVMSG ana :psst")
    chat.hears(":ana!~ana@h PART #plaza")
    chat.dialogue.said()
    chat.lose()
    assert "CHATHISTORY LATEST leo msgid=p1 50" in chat.dialogue.said()


def test_an_edit_that_was_shown_in_the_stead_of_its_message_is_so_no_longer() -> None:
    chat = Chat()
    chat.page("m9 30 leo nine")
    chat.hears("@mensajeria.alt/edit=m1;msgid=m10 :leo!u@h PRIVMSG #plaza :uno")
    assert chat.texts() == ["nine", "uno"]
    chat.page("m1 01 leo one")
    assert chat.texts() == ["uno", "nine"]


def test_what_was_under_way_on_a_lost_connection_can_be_asked_for_again() -> None:
    chat = interrupted()
    gap = lacking(chat)
    chat.fill(gap, downwards=True)
    ended: list[bool] = []
    chat.past.around(chat.room("#plaza"), Spot("m5", NOW), lambda: ended.append(True))
    chat.hears(":ana!~ana@h JOIN #plaza")
    assert ended == [True]
    chat.page("m99 59 leo latest")
    chat.dialogue.said()
    chat.fill(gap, downwards=True)
    assert len(chat.dialogue.said()) == 1


def test_a_room_that_is_closed_while_a_page_comes_is_forgotten() -> None:
    chat = Chat()
    chat.page()
    for number in range(20):
        chat.look_at(chat.rooms.open(f"leo{number}"))
        chat.leave(chat.rooms.current)
    chat.hears(":ana!~ana@h JOIN #plaza")
    assert len(chat.past._waiting) <= 2


def test_who_closes_the_room_of_a_channel_does_not_want_to_be_there() -> None:
    chat = Chat()
    chat.leave(chat.rooms.open("#club"))
    assert chat.line.forgotten == "#club"
