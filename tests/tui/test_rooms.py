"""The rooms at the left: going from one to another, what is unread, what folds away."""

from __future__ import annotations

import pytest

from mensajeria.client.tui.room_menu import open_menu
from tests.tui.stage import played, stage


@played
async def test_rooms_are_listed_with_what_is_new_in_them() -> None:
    async with stage() as on:
        await on.hears(":ana!~ana@h JOIN #club", ":leo!u@h PRIVMSG ana :psst")
        await on.hears(":eva!u@h PRIVMSG #club :one", ":eva!u@h PRIVMSG #club :Ana, two")
        assert on.listed() == [
            "server",
            "Channels",
            "#club @1 2",
            "#plaza",
            "People",
            "leo 1",
        ]


@played
async def test_what_is_looked_at_is_read() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG ana :psst")
        await on.press("alt+a")
        assert on.face.rooms.current.name == "leo"
        assert "leo" in on.listed()
        assert on.shows("leo psst")


@played
async def test_keys_go_from_room_to_room() -> None:
    async with stage() as on:
        await on.hears(":ana!~ana@h JOIN #club", ":ana!~ana@h JOIN #zoo")
        places = []
        for key in ("alt+up", "alt+up", "alt+up", "alt+2", "alt+3", "alt+9"):
            await on.press(key)
            places.append(on.face.rooms.current.name)
        assert places == ["#club", "", "#zoo", "#club", "#plaza", "#plaza"]


@played
async def test_a_click_goes_to_a_room_and_the_keyboard_in_the_list_does() -> None:
    async with stage() as on:
        await on.hears(":ana!~ana@h JOIN #club")
        await on.pilot.click("#rooms", offset=(3, 3))
        await on.pilot.pause()
        assert on.face.rooms.current.name == "#club"
        await on.press("f6", "down", "enter")
        assert on.face.rooms.current.name == "#plaza"
        assert on.face.focused is on.face.query_one("#composer")


@played
async def test_what_is_half_written_waits_in_its_room() -> None:
    async with stage() as on:
        await on.press(*"half")
        await on.press("alt+up", *"other", "alt+down")
        composer = on.face.query_one("#composer")
        assert composer.text == "half"  # type: ignore[attr-defined]
        await on.press("alt+up")
        assert composer.text == "other"  # type: ignore[attr-defined]


@played
async def test_a_channel_asked_for_is_shown_and_one_that_is_left_is_not() -> None:
    async with stage() as on:
        await on.types("/join #club")
        await on.hears(":ana!~ana@h JOIN #club")
        assert on.face.rooms.current.name == "#club"
        await on.types("/part")
        await on.hears(":ana!~ana@h PART #club")
        assert on.listed() == ["server", "Channels", "#plaza"]
        assert on.face.rooms.current.name == "#plaza"


@played
async def test_a_channel_that_leads_to_another_is_followed_there() -> None:
    """470 "<client> <channel> <forwarded-to> :Forwarding to another channel"."""
    async with stage() as on:
        await on.types("/join #club")
        await on.hears(
            ":x 470 ana #club ##club :Forwarding to another channel", ":ana!~ana@h JOIN ##club"
        )
        assert on.face.rooms.current.name == "##club"
        assert on.listed() == ["server", "Channels", "##club", "#plaza"]


@played
async def test_a_channel_that_is_entered_later_than_it_was_refused_is_not_turned_to() -> None:
    async with stage() as on:
        await on.types("/join #club")
        await on.hears(":x 473 ana #club :Cannot join channel (+i)", ":ana!~ana@h JOIN #club")
        assert on.face.rooms.current.name == "#plaza"


@played
async def test_a_channel_that_we_are_taken_out_of_says_so_and_stays() -> None:
    async with stage() as on:
        await on.hears(":ana!~ana@h PART #plaza :requested by leo (enough)")
        assert on.listed() == ["server", "Channels", "#plaza"]
        assert on.shows("you were taken out of #plaza (requested by leo (enough))")
        assert not on.face.rooms.current.inside


@played
async def test_members_are_listed_by_rank() -> None:
    async with stage() as on:
        assert on.listed("#members") == ["@leo", "+eva", "ana"]
        await on.hears(":eva!u@h QUIT", ":bob!u@h JOIN #plaza")
        assert on.listed("#members") == ["@leo", "ana", "bob"]


@pytest.mark.parametrize(
    ("columns", "rooms", "members"),
    [(120, True, True), (80, True, False), (50, False, False)],
)
def test_lists_fold_away_in_narrow_windows(columns: int, rooms: bool, members: bool) -> None:
    @played
    async def look() -> None:
        async with stage(size=(columns, 24)) as on:
            assert on.face.query_one("#rooms").display is rooms
            assert on.face.query_one("#members").display is members

    look()


@played
async def test_lists_can_be_shown_and_hidden_by_hand() -> None:
    async with stage(size=(80, 24)) as on:
        await on.press("f3")
        assert on.face.query_one("#members").display
        await on.press("f2")
        assert not on.face.query_one("#rooms").display
        await on.hears(":leo!u@h PRIVMSG ana :psst")
        assert "+1" in on.text_of("#heading")
        await on.press("f2", "f3")
        assert on.face.query_one("#rooms").display
        assert not on.face.query_one("#members").display


@played
async def test_the_heading_says_where_one_is_and_what_it_is_about() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h TOPIC #plaza :tea and more")
        assert "#plaza  tea and more" in on.text_of("#heading")
        assert "3 people · F1 help" in on.text_of("#heading")


@played
async def test_what_stands_at_the_right_of_the_heading_is_in_sight_when_a_list_unfolds() -> None:
    async with stage() as on:
        await on.resize(90, 30)
        await on.pilot.pause()
        heading = on.face.query_one("#heading")
        assert on.text_of("#heading").endswith("3 people · F1 help ≡ ")
        assert len(on.text_of("#heading")) == heading.content_size.width


@played
async def test_behind_a_dialogue_everything_goes_on() -> None:
    async with stage() as on:
        await on.press("f1")
        await on.resize(80, 20)
        await on.pilot.pause()
        on.line.session.leave("#plaza")
        await on.hears(
            ":ana!~ana@h JOIN #club", ":leo!u@h PRIVMSG #club :ana?", ":ana!u@h PART #plaza"
        )
        await on.press("escape")
        assert on.face.rooms.current.name == "#club"
        assert not on.face.query_one("#members").display


@pytest.mark.drawn
@played
async def test_whatever_the_size_becomes_it_is_drawn() -> None:
    """Also in between, when both lists are there still and leave no room for what is written."""
    async with stage(size=(90, 28)) as on:
        for columns, rows in ((40, 15), (200, 60), (40, 15), (120, 40), (10, 3), (80, 24)):
            await on.resize(columns, rows)
        assert on.listed() == ["server", "Channels", "#plaza"]


@played
async def test_one_goes_back_to_where_one_was() -> None:
    async with stage() as on:
        await on.press("alt+left")
        await on.hears(":ana!~ana@h JOIN #club", ":leo!u@h PRIVMSG ana :psst")
        names = []
        for keys in (["alt+3"], ["alt+4"], ["alt+left"], ["alt+left"], ["alt+2"], ["alt+left"]):
            await on.press(*keys)
            names.append(on.face.rooms.current.name)
        assert names == ["#plaza", "leo", "#plaza", "leo", "#club", "leo"]
        await on.types("/close")
        await on.press("alt+left")
        assert on.face.rooms.current.name == "#club"


@played
async def test_calls_and_what_else_is_new_are_counted_beside_each_other() -> None:
    async with stage() as on:
        for name in ("#all", "#none", "#some"):
            await on.hears(f":ana!~ana@h JOIN {name}")
        await on.hears(*(f":leo!u@h PRIVMSG #some :{text}" for text in ("one", "ana?", "two")))
        await on.hears(*(f":leo!u@h PRIVMSG {name} :ana, here" for name in ("#all", "#all")))
        await on.hears(*(f":leo!u@h PRIVMSG {name} :x" for name in ("#none", "ana", "ana")))
        rows = ["#all @2", "#none 1", "#plaza", "#some @1 3"]
        assert on.listed() == ["server", "Channels", *rows, "People", "leo 2"]
        on.face.mute(on.face.rooms.open("#some"))
        await on.pilot.pause()
        assert "#some @1" in on.listed()


@played
async def test_what_is_new_beyond_the_edges_of_the_list_is_told_there() -> None:
    async with stage(size=(80, 12)) as on:
        rooms = [f"#sala{number}" for number in range(1, 31)]
        await on.hears(*(f":ana!~ana@h JOIN {name}" for name in rooms))
        assert on.listed()[1:4] == ["Channels", "#plaza", "#sala1"]
        await on.hears(":leo!u@h PRIVMSG #sala2 :one", ":leo!u@h PRIVMSG #sala20 :ana, two")
        await on.hears(":leo!u@h PRIVMSG #sala29 :three")
        assert on.listed()[-1] == "▼ 2 with news"
        await on.pilot.click("#rooms", offset=(3, 11))
        assert on.listed()[0] == "▲ 1 with news"
        assert "#sala20 @1" in on.listed()
        assert on.listed()[-1] == "▼ 1 with news"
        await on.press("alt+a")
        assert on.face.rooms.current.name == "#sala20"
        assert "#sala20" in on.listed()
        await on.press("alt+a", "alt+a")
        assert [row for row in on.listed() if "news" in row] == []


@played
async def test_where_one_is_is_never_behind_what_is_told_of_others() -> None:
    async with stage(size=(80, 12)) as on:
        rooms = [f"#sala{number}" for number in range(1, 31)]
        await on.hears(*(f":ana!~ana@h JOIN {name}" for name in rooms))
        await on.hears(":leo!u@h PRIVMSG #sala30 :one")
        for _room in rooms:
            await on.press("alt+down")
            assert on.face.rooms.current.name in on.listed()


@played
async def test_a_room_may_be_gone_before_one_has_chosen_what_to_do_with_it() -> None:
    async with stage() as on:
        await on.hears(":ana!~ana@host.example JOIN #club")
        on.face.run_worker(open_menu(on.face, on.face.here, on.face.rooms.open("#club")))
        await on.pilot.pause()
        on.line.session.leave("#club")
        await on.hears(":ana!~ana@host.example PART #club")
        await on.press("enter", "alt+up")
        assert on.face.rooms.current.name == ""
