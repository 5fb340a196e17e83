"""Looking for what was said: what is loaded, what the server has, each once."""

from __future__ import annotations

from mensajeria.client.happenings import Welcomed
from mensajeria.client.rooms.entries import Noted, Spoken
from mensajeria.client.rooms.seeker import Hit
from mensajeria.client.seeking import Query
from tests.unit.client.rooms.test_past import CAPABILITIES, Chat, live


class Searched(Chat):
    """A server that can search."""

    def __init__(self) -> None:
        super().__init__(f"{CAPABILITIES} soju.im/search standard-replies")
        self.page()
        self.hears(live("m8", 8, "tea for two"), live("m9", 9, "more tea", "eva"))
        self.dialogue.said()

    def finds(self, *messages: str) -> None:
        """The server's answer: "msgid minute place nick text" each."""
        lines = []
        for message in messages:
            msgid, minute, place, nick, text = message.split(" ", 4)
            tags = f"@batch=s;msgid={msgid};time=2026-03-04T12:{minute}:00.000Z"
            lines.append(f"{tags} :{nick}!u@h PRIVMSG {place} :{text}")
        self.hears(":x BATCH +s soju.im/search", *lines, ":x BATCH -s")

    def hits(self) -> list[str]:
        return [f"{hit.place} {hit.by}: {hit.text}" for hit in self.seeker.hits]


TEA = Query("tea", place="#plaza")


def test_what_is_loaded_is_found_at_once_the_latest_first() -> None:
    chat = Searched()
    chat.seeker.look(TEA)
    assert chat.hits() == ["#plaza eva: more tea", "#plaza leo: tea for two"]
    assert chat.dialogue.said() == []


def test_here_or_everywhere() -> None:
    chat = Searched()
    chat.hears(":eva!u@h PRIVMSG ana :tea, only for you")
    chat.seeker.look(TEA)
    assert len(chat.hits()) == 2
    chat.seeker.look(Query("tea"))
    assert "eva eva: tea, only for you" in chat.hits()
    chat.seeker.look(Query("tea", place="#nowhere"))
    assert chat.hits() == []


def test_what_was_said_at_no_time_is_not_found() -> None:
    chat = Searched()
    chat.seeker.look(TEA)
    chat.seeker.ask()
    chat.hears(
        ":x BATCH +s soju.im/search",
        "@batch=s;msgid=m1 :leo!u@h PRIVMSG #plaza :tea at no time",
        "@batch=s;msgid=m2;time=2026-03-04T11:02:00.000Z :leo!u@h PRIVMSG #plaza :tea at two",
        ":x BATCH -s",
    )
    assert chat.hits()[2:] == ["#plaza leo: tea at two"]
    assert not chat.seeker.is_asking


def test_what_the_server_finds_is_added_without_what_is_there_already() -> None:
    chat = Searched()
    chat.seeker.look(TEA)
    flushed = chat.line.flushed
    chat.seeker.ask()
    chat.seeker.ask()
    assert chat.line.flushed == flushed + 1
    assert chat.dialogue.said() == ["SEARCH text=tea;in=#plaza;limit=50"]
    assert chat.seeker.told == "The server is looking…"
    chat.finds("m1 01 #plaza leo old tea", "m8 08 #plaza leo tea for two")
    assert chat.hits() == [
        "#plaza eva: more tea",
        "#plaza leo: tea for two",
        "#plaza leo: old tea",
    ]
    assert chat.seeker.told == ""


def test_what_people_say_to_each_other_is_in_the_room_of_the_other() -> None:
    chat = Searched()
    chat.seeker.look(Query("tea", by="x"))
    chat.seeker.ask()
    chat.finds("p1 01 ana leo tea for you", "p2 02 leo ana tea for me")
    assert chat.hits() == ["leo ana: tea for me", "leo leo: tea for you"]


def test_what_is_typed_meanwhile_is_asked_after_the_answer_and_that_is_dropped() -> None:
    chat = Searched()
    for words in ("t", "te", "tea", "teapot"):
        chat.seeker.look(Query(words))
        chat.seeker.ask()
    assert chat.dialogue.said() == ["SEARCH text=t;limit=50"]
    chat.finds("m1 01 #plaza leo tomorrow")
    assert chat.hits() == []
    assert chat.dialogue.said() == ["SEARCH text=teapot;limit=50"]
    chat.finds("m2 02 #plaza leo a teapot")
    assert chat.hits() == ["#plaza leo: a teapot"]


def test_nothing_is_asked_about_nothing() -> None:
    chat = Searched()
    chat.seeker.look(Query(place="#plaza"))
    chat.seeker.ask()
    assert (chat.dialogue.said(), chat.hits()) == ([], [])


def many(first: int, count: int = 50) -> list[str]:
    return [f"x{n} {n // 60:02} #plaza leo tea {n}" for n in range(first, first + count)]


def test_a_full_answer_has_more_before_it() -> None:
    """ "Otherwise, messages SHOULD be searched from the `before` time"."""
    chat = Searched()
    chat.seeker.look(TEA)
    chat.seeker.ask()
    chat.dialogue.said()
    chat.finds(*many(180))
    assert chat.seeker.has_more
    chat.seeker.more()
    sent = "SEARCH text=tea;in=#plaza;before=2026-03-04T12:03:00.000Z;limit=50"
    assert chat.dialogue.said() == [sent]
    chat.finds(*many(180)[:3], *many(0, 5))
    assert len(chat.hits()) == 57
    assert not chat.seeker.has_more


def test_after_a_moment_there_is_more_after_a_full_answer() -> None:
    """ "If `after` is specified, messages SHOULD be searched from that time."."""
    chat = Searched()
    room = chat.room("#plaza")
    entry = room.entries[-1]
    chat.seeker.look(Query("tea", after=entry.at.replace(minute=0)))
    chat.seeker.ask()
    chat.dialogue.said()
    chat.finds(*many(0))
    chat.seeker.more()
    assert "after=2026-03-04T12:00:00.000Z" in chat.dialogue.said()[0]


def test_what_the_server_cannot_do_is_one_sentence() -> None:
    """ "FAIL SEARCH INVALID_PARAMS [invalid_parameters] :Invalid parameters"."""
    chat = Searched()
    before = len(list(filter(lambda e: isinstance(e, Noted), chat.rooms.current.entries)))
    chat.seeker.look(TEA)
    chat.seeker.ask()
    chat.hears(":x FAIL SEARCH INVALID_PARAMS in :Invalid parameters")
    assert chat.seeker.told == "The server cannot search so; what it does not take is “in”."
    chat.seeker.look(Query("x"))
    assert chat.seeker.told == ""
    chat.seeker.ask()
    chat.hears(":x FAIL SEARCH INTERNAL_ERROR :The search could not be run")
    assert chat.seeker.told == "The server cannot search at the moment."
    chat.seeker.look(Query("y"))
    chat.seeker.ask()
    chat.hears(":x 263 ana SEARCH :Please wait a while and try again.")
    assert chat.seeker.told == "The server is busy; try again in a moment."
    notes = [e for e in chat.rooms.current.entries if isinstance(e, Noted)]
    assert len(notes) == before


def test_a_search_that_was_broken_off_says_so() -> None:
    """Of this project: "WARN SEARCH INCOMPLETE"."""
    chat = Searched()
    chat.seeker.look(TEA)
    chat.seeker.ask()
    chat.finds("m1 01 #plaza leo old tea")
    chat.hears(":x WARN SEARCH INCOMPLETE :There was no time to look through everything")
    assert chat.seeker.told == "There was no time to look through everything."
    assert len(chat.hits()) == 3


def test_after_another_connection_it_can_be_asked_again() -> None:
    chat = Searched()
    chat.seeker.look(TEA)
    chat.seeker.ask()
    chat.heard(Welcomed("ana"))
    assert not chat.seeker.is_asking
    chat.seeker.ask()
    asked = [line for line in chat.dialogue.said() if line.startswith("SEARCH")]
    assert len(asked) == 2


def test_a_server_that_cannot_search_is_not_asked_and_that_is_said() -> None:
    chat = Chat()
    chat.page()
    chat.hears(live("m8", 8, "tea"))
    chat.dialogue.said()
    chat.seeker.look(TEA)
    chat.seeker.ask()
    assert chat.dialogue.said() == []
    assert [hit.text for hit in chat.seeker.hits] == ["tea"]
    told = "This server cannot search: only what is loaded was looked through."
    assert chat.seeker.told == told


# Going there


def reached(chat: Chat, hit: Hit) -> list[Spoken | None]:
    there: list[Spoken | None] = []
    chat.reach(hit, there.append)
    return there


def test_what_is_shown_is_gone_to_at_once() -> None:
    chat = Searched()
    chat.seeker.look(TEA)
    assert reached(chat, chat.seeker.hits[0]) == [chat.room("#plaza").message("m9")]
    assert not any("CHATHISTORY" in line for line in chat.dialogue.said())


def test_what_is_not_shown_is_fetched() -> None:
    chat = Searched()
    chat.seeker.look(TEA)
    chat.seeker.ask()
    chat.finds("m1 01 #plaza leo old tea")
    chat.dialogue.said()
    there = reached(chat, chat.seeker.hits[-1])
    assert there == []
    assert "CHATHISTORY AROUND #plaza msgid=m1 50" in chat.dialogue.said()
    chat.page("m1 12:01 leo old tea")
    assert there == [chat.room("#plaza").message("m1")]


def test_in_the_room_of_a_person_that_is_not_open() -> None:
    chat = Searched()
    chat.seeker.look(Query("psst"))
    chat.seeker.ask()
    chat.finds("p1 01 ana leo psst")
    chat.dialogue.said()
    there = reached(chat, chat.seeker.hits[0])
    assert chat.rooms.current is chat.room("leo")
    asked = [line.split(" ", 1)[1] for line in chat.dialogue.said() if "CHATHISTORY" in line]
    assert asked == ["LATEST leo * 50", "AROUND leo msgid=p1 50"]
    chat.page("p9 12:09 leo bye", target="leo")
    chat.page("p1 12:01 leo psst", target="leo")
    assert there == [chat.room("leo").message("p1")]
    assert chat.texts("leo") == ["psst", "(gap)", "bye"]


def test_what_cannot_be_fetched_is_not_reached() -> None:
    chat = Searched()
    chat.seeker.look(TEA)
    chat.seeker.ask()
    chat.finds("m1 01 #plaza leo old tea")
    there = reached(chat, chat.seeker.hits[-1])
    refused = ":x FAIL CHATHISTORY MESSAGE_ERROR AROUND #plaza :There is no such message"
    chat.hears(refused, refused)
    assert there == [None]


def test_a_full_answer_has_more_before_it_also_where_all_of_it_is_loaded() -> None:
    chat = Searched()
    minutes = [f"{n:02}" for n in range(50)]
    for minute in minutes:
        chat.hears(live(f"t{minute}", int(minute), "tea"))
    chat.seeker.look(TEA)
    chat.seeker.ask()
    chat.finds(*(f"t{minute} {minute} #plaza leo tea" for minute in reversed(minutes)))
    assert chat.seeker.has_more
    chat.dialogue.said()
    chat.seeker.more()
    assert "before=2026-03-04T12:00:00.000Z" in chat.dialogue.said()[0]
    chat.finds(*(f"t{minute} {minute} #plaza leo tea" for minute in reversed(minutes)))
    assert not chat.seeker.has_more


def test_without_a_connection_only_what_is_loaded_is_looked_through() -> None:
    chat = Searched()
    chat.line.is_open = False
    chat.seeker.look(TEA)
    chat.seeker.ask()
    assert (chat.seeker.is_asking, len(chat.hits())) == (False, 2)
    assert chat.seeker.told == "Not connected: only what is loaded was looked through."
