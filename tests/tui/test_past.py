"""Scrolling back, several lines, and what happens when the window is not looked at."""

from __future__ import annotations

import pytest

from tests.tui.stage import played, stage
from tests.tui.test_writing import written
from tests.unit.client.dialogue import welcomed

CAPABILITIES = "batch message-tags server-time draft/chathistory draft/read-marker"


def page(first: int, last: int) -> list[str]:
    said = (
        f"@batch=1;msgid=m{n};time=2026-03-04T10:{n:02}:00.000Z :leo!u@h PRIVMSG #plaza :say {n}."
        for n in range(first, last)
    )
    return [":x BATCH +1 chathistory #plaza", *said, ":x BATCH -1"]


@played
async def test_scrolling_to_the_top_loads_more_and_nothing_jumps() -> None:
    async with stage(welcomed(CAPABILITIES), size=(100, 20)) as on:
        await on.hears(*page(30, 60))
        for _ in range(4):
            await on.press("pageup")
        seen = on.rows()
        assert any(row.endswith("say 30.") for row in seen)
        assert on.sent()[-1] == "CHATHISTORY BEFORE #plaza msgid=m30 100"
        await on.hears(*page(1, 30))
        assert [row[15:] for row in on.rows()[1:]] == [row[15:] for row in seen[1:]]
        await on.press("pageup")
        assert any(row.endswith("say 20.") for row in on.rows())


@played
async def test_several_lines_are_one_message_where_the_server_knows_such() -> None:
    async with stage(welcomed("batch message-tags draft/multiline")) as on:
        await on.press("a", "alt+enter", "b", "enter")
        assert [line.split()[0] for line in on.sent()] == ["BATCH", *["@batch=line-1"] * 2, "BATCH"]
        assert [row.split()[-1] for row in on.rows()[-2:]] == ["a", "…"]


@played
async def test_many_lines_are_asked_about_once() -> None:
    async with stage() as on:
        await on.press("a", "ctrl+j", "b", "enter")
        assert "Send 2 lines?" in on.text_of(".question")
        await on.press("right", "enter")
        assert (on.sent(), written(on)) == ([], "a\nb")
        await on.press("enter", "enter")
        assert on.sent() == ["PRIVMSG #plaza a", "PRIVMSG #plaza b"]


@played
async def test_several_lines_that_begin_like_a_command_are_not_said_unasked() -> None:
    async with stage(welcomed(f"{CAPABILITIES} labeled-response draft/multiline")) as on:
        on.sent()
        await on.press(*"/msg NickServ s3cret", "ctrl+j", "b", "enter")
        assert "Send 2 lines?" in on.text_of(".question")
        await on.press("escape")
        assert (on.sent(), written(on)) == ([], "/msg NickServ s3cret\nb")


@played
async def test_a_window_that_is_not_looked_at_counts_what_comes() -> None:
    async with stage() as on:
        on.face.on_app_blur()
        await on.hears(":leo!u@h PRIVMSG #plaza :hola")
        assert "#plaza 1" in on.listed()
        on.face.on_app_focus()
        await on.pilot.pause()
        assert "#plaza" in on.listed()


@played
async def test_who_reads_further_up_is_told_the_way_back_and_what_comes_is_unread() -> None:
    async with stage(welcomed(CAPABILITIES), size=(100, 20)) as on:
        await on.hears(*page(10, 59))
        await on.press("pageup")
        assert on.face.composer.border_title == "Ctrl+End: back to the latest"
        on.sent()
        await on.hears("@msgid=m99;time=2026-03-04T11:00:00.000Z :leo!u@h PRIVMSG #plaza :hey, ana")
        assert "#plaza @1" in on.listed()
        on.face.look_around()
        assert on.sent() == []
        await on.press("ctrl+end")
        assert "#plaza" in on.listed()
        assert on.sent() == ["MARKREAD #plaza timestamp=2026-03-04T11:00:00.000Z"]
        assert not on.face.composer.border_title


@played
async def test_what_comes_while_one_looks_is_told_to_be_read() -> None:
    async with stage(welcomed(CAPABILITIES)) as on:
        await on.hears("@msgid=m1;time=2026-03-04T11:00:00.000Z :leo!u@h PRIVMSG #plaza :hola")
        on.sent()
        on.face.look_around()
        on.face.look_around()
        assert on.sent() == ["MARKREAD #plaza timestamp=2026-03-04T11:00:00.000Z"]


@played
async def test_conversations_begun_while_one_was_away_ring_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rings: list[int] = []
    async with stage(welcomed(CAPABILITIES)) as on:
        monkeypatch.setattr(on.face, "bell", lambda: rings.append(1))
        await on.hears(
            ":x BATCH +t draft/chathistory-targets",
            "@batch=t :x CHATHISTORY TARGETS leo 2026-03-04T11:30:00.000Z",
            "@batch=t :x CHATHISTORY TARGETS eva 2026-03-04T11:30:00.000Z",
            ":x BATCH -t",
        )
        for nick in ("leo", "eva"):
            said = f":{nick}!u@h PRIVMSG ana :psst"
            await on.hears(
                f":x MARKREAD {nick} *",
                f":x BATCH +1 chathistory {nick}",
                f"@batch=1;msgid={nick};time=2026-03-04T11:30:00.000Z {said}",
                ":x BATCH -1",
            )
        assert {"leo 1", "eva 1"} <= set(on.listed())
        assert rings == [1]


@played
async def test_what_was_asked_about_in_one_room_is_not_said_in_another() -> None:
    async with stage() as on:
        await on.types("/join #club")
        on.sent()
        await on.press("a", "ctrl+j", "b", "enter")
        await on.hears(":ana!~ana@host.example JOIN #club")
        assert on.face.rooms.current.name == "#club"
        await on.press("enter")
        assert on.sent() == []
        await on.press("alt+left")
        assert written(on) == "a\nb"
