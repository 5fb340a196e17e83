"""The conversation: who says what, how it is grouped and parted, and what it looks like."""

from __future__ import annotations

import pytest

from mensajeria.client.rooms.entries import Spoken
from mensajeria.client.tui.sheet import DEPTH
from mensajeria.client.tui.timeline import Timeline
from tests.tui.stage import NOON, played, stage
from tests.unit.client.dialogue import welcomed


@played
async def test_what_is_said_stands_beside_its_author_and_time() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :hola")
        day, line = on.rows()
        assert day.strip("─") == " Today "
        assert line == "12:00          leo hola"


@played
async def test_where_nothing_was_said_it_says_who_will_read_it() -> None:
    async with stage() as on:
        assert on.rows() == [" What you write here is read by everybody in #plaza."]
        await on.types("/msg leo")
        await on.hears(":leo!u@h PRIVMSG ana :hola")
        assert not on.shows("What you write here")


@played
async def test_one_author_is_named_once() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :one", ":leo!u@h PRIVMSG #plaza :two")
        await on.hears(":eva!u@h PRIVMSG #plaza :three", ":leo!u@h PRIVMSG #plaza :four")
        assert [row.split() for row in on.rows()[1:]] == [
            ["12:00", "leo", "one"],
            ["two"],
            ["12:00", "eva", "three"],
            ["12:00", "leo", "four"],
        ]


@pytest.mark.slow
@played
async def test_who_follows_a_long_conversation_still_scrolls_back_through_all_of_it() -> None:
    async with stage(size=(80, 20)) as on:
        for part in range(5):
            lines = range(part * DEPTH, (part + 1) * DEPTH)
            await on.hears(*(f":leo!u@h PRIVMSG #plaza :line {number}." for number in lines))
        assert on.shows(f"line {5 * DEPTH - 1}.")
        seen = ""
        for _ in range(5 * DEPTH):
            await on.press("pageup")
            if on.rows()[0] == seen:
                break
            seen = on.rows()[0]
        assert on.shows("line 0.")


@played
async def test_days_are_parted() -> None:
    async with stage() as on:
        await on.hears("@time=2026-03-01T10:00:00.000Z :leo!u@h PRIVMSG #plaza :old")
        await on.hears("@time=2026-03-03T10:00:00.000Z :leo!u@h PRIVMSG #plaza :new")
        rules = [row.strip("─ ") for row in on.rows() if "─" in row]
        assert rules == ["Sunday 2026-03-01", "Yesterday"]


@played
async def test_long_texts_are_broken_at_words_and_indented() -> None:
    async with stage(size=(60, 20)) as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :" + "palabra " * 9 + "x" * 80)
        texts = [row[15:] for row in on.rows()[1:]]
        assert "".join(texts).replace(" ", "") == "palabra" * 9 + "x" * 80
        assert all(row.startswith(" " * 15) for row in on.rows()[2:])
        assert all(len(row) < 40 for row in on.rows()[1:])


@played
async def test_actions_notices_and_what_the_server_says() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :\x01ACTION waves\x01")
        await on.hears(":bot!u@h NOTICE #plaza :beep", ":eva!u@h TOPIC #plaza :tea")
        assert on.shows("* leo waves")
        assert on.shows("bot (!) beep")
        assert on.shows("-- eva set the topic of #plaza: tea")


@played
async def test_coming_and_going_takes_one_row() -> None:
    async with stage() as on:
        await on.hears(*(f":n{i}!u@h JOIN #plaza" for i in range(3)), ":leo!u@h QUIT :bye")
        await on.hears(":n1!u@h PART #plaza", ":n2!u@h NICK n3")
        assert on.rows()[-1].endswith("⇄ n0, n3 came in · leo left · n1 looked in · n2 → n3")


@played
async def test_escapes_of_others_never_reach_the_terminal() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :a\x1b]0;owned\x07b\u202ec")
        assert on.shows("a␛]0;owned␇bc")


@played
async def test_links_lead_somewhere() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :(see https://example.org/a_(b)), now")
        timeline = on.face.query_one("#timeline")
        strip = timeline.render_line(timeline.size.height - 1)
        links = {segment.text: segment.style.link for segment in strip if segment.style}
        assert links["https://example.org/a_(b)"] == "https://example.org/a_(b)"


@played
async def test_a_line_stands_above_what_came_while_nobody_looked() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :seen")
        await on.press("alt+up")
        await on.hears(":leo!u@h PRIVMSG #plaza :one", ":leo!u@h PRIVMSG #plaza :two")
        await on.press("alt+down")
        rows = on.rows()
        assert rows[-3].strip("─ ") == "new"
        assert rows[-2].endswith("leo one")
        await on.press("alt+up", "alt+down")
        assert not any(row.strip("─ ") == "new" for row in on.rows())


@played
async def test_a_line_of_ours_shows_at_once_and_settles_with_its_echo() -> None:
    capabilities = "echo-message batch labeled-response message-tags"
    async with stage(welcomed(capabilities)) as on:
        await on.types("hola")
        assert on.rows()[-1].endswith("ana hola …")
        await on.hears(":leo!u@h PRIVMSG #plaza :before you")
        await on.hears("@label=line-1 :ana!~ana@h PRIVMSG #plaza :hola")
        assert [row.split()[1:] for row in on.rows()[-2:]] == [
            ["leo", "before", "you"],
            ["ana", "hola"],
        ]


@played
async def test_without_an_echo_it_settles_when_the_server_has_had_it() -> None:
    async with stage() as on:
        await on.types("hola")
        assert on.shows("hola …")
        await on.hears(":irc.example PONG irc.example line-1")
        assert on.rows()[-1].endswith("ana hola")


@played
async def test_a_refused_line_says_why() -> None:
    async with stage() as on:
        await on.types("hola")
        await on.hears(":irc.example 404 ana #plaza :Cannot send to channel")
        await on.hears(":irc.example PONG irc.example line-1")
        assert on.shows("hola  not sent: You may not speak in #plaza.")


@played
async def test_scrolling_up_stays_there_while_others_talk() -> None:
    async with stage(size=(80, 20)) as on:
        await on.hears(*(f":leo!u@h PRIVMSG #plaza :line {i}." for i in range(100)))
        await on.press("pageup")
        seen = on.rows()
        assert "line 99." not in " ".join(seen)
        await on.hears(":leo!u@h PRIVMSG #plaza :meanwhile")
        assert on.rows() == seen
        await on.press("ctrl+end")
        assert on.rows()[-1].endswith("meanwhile")


@played
async def test_another_width_keeps_the_end_in_sight() -> None:
    async with stage(size=(120, 20)) as on:
        await on.hears(*(f":leo!u@h PRIVMSG #plaza :{'word ' * 15}{i}." for i in range(50)))
        await on.resize(70, 20)
        await on.pilot.pause()
        assert on.rows()[-1].endswith("49.")


@played
async def test_a_long_room_is_wrapped_as_far_as_it_is_looked_at() -> None:
    async with stage(size=(100, 20)) as on:
        room = on.face.rooms.current
        for number in range(3 * DEPTH):
            room.entries.append(Spoken(NOON, "leo", f"line {number}."))
        on.face.turn_to(on.face.rooms.server)
        on.face.turn_to(room)
        await on.pilot.pause()
        timeline = on.face.query_one(Timeline)
        assert timeline.virtual_size.height == DEPTH + 1
        timeline.scroll_to(y=0, animate=False, immediate=True, force=True)
        await on.pilot.pause()
        assert timeline.virtual_size.height == 2 * DEPTH + 1
        assert on.shows(f"line {2 * DEPTH}.")
        timeline.point_at(room.entries[3])  # type: ignore[arg-type]
        await on.pilot.pause()
        assert on.shows("line 3.")


@played
async def test_who_is_speaking_is_to_be_seen_at_the_top() -> None:
    async with stage(size=(60, 14)) as on:
        await on.hears(":eva!u@h PRIVMSG #plaza :first")
        await on.hears(f":leo!u@h PRIVMSG #plaza :{'word ' * 60}end")
        await on.hears(*(f":leo!u@h PRIVMSG #plaza :line {i:02}." for i in range(20)))
        assert on.rows()[:2] == ["12:00      leo line 09.", "               line 10."]
        await on.press("pageup")
        top, second, *_rest = on.rows()
        assert top.startswith("12:00      leo word word"), "which is the last row of it"
        assert second == "               line 00."
        await on.press("pageup")
        assert on.rows()[0].startswith("12:00      leo word word")
        assert on.rows()[1].startswith("               word word"), "of the same message"
