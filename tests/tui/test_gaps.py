"""Gaps in what a room shows: filled from the side that somebody comes from, without jumps."""

from __future__ import annotations

from mensajeria.client.happenings import CameBack
from tests.tui.stage import Stage, played, stage
from tests.tui.test_past import CAPABILITIES
from tests.unit.client.dialogue import welcomed


def page(*minutes: int) -> list[str]:
    """What was said in these minutes."""
    lines = (
        f"@batch=1;msgid=m{n};time=2026-03-04T{10 + n // 60}:{n % 60:02}:00.000Z"
        f" :leo!u@h PRIVMSG #plaza :say {n}."
        for n in minutes
    )
    return [":x BATCH +1 chathistory #plaza", *lines, ":x BATCH -1"]


async def with_a_gap(on: Stage) -> None:
    """What was said in minutes 0 to 29, a gap, and 81 to 119."""
    await on.hears(*page(*range(30)))
    await on.tells(CameBack(3600))
    await on.hears(":ana!~ana@h JOIN #plaza", *page(*range(90, 120)))
    for n in range(89, 80, -1):  # asked for without anybody scrolling
        await on.hears(*page(n))
    asked(on)


def asked(on: Stage) -> list[str]:
    """What was asked for since last asked."""
    return [line for line in on.sent() if line.startswith("CHATHISTORY")]


def texts(on: Stage) -> list[str]:
    """What is said on the screen, without times and names."""
    return [row.split("say ")[1] for row in on.rows() if "say " in row]


@played
async def test_from_below_and_nothing_jumps() -> None:
    async with stage(welcomed(CAPABILITIES), size=(100, 20)) as on:
        await with_a_gap(on)
        for _ in range(2):
            await on.press("pageup")
        assert on.shows("loading…")
        assert asked(on) == ["CHATHISTORY BETWEEN #plaza msgid=m81 msgid=m29 100"]
        lowest = texts(on)[-1]
        await on.hears(*page(*range(60, 81)))
        assert texts(on)[-1] == lowest
        assert texts(on)[0] == "79."
        await on.press("pageup", "pageup")
        assert asked(on) == ["CHATHISTORY BETWEEN #plaza msgid=m60 msgid=m29 100"]
        await on.hears(*page())
        assert not on.shows("loading…")
        assert {"29.", "60."} <= set(texts(on))


@played
async def test_from_above_and_nothing_jumps() -> None:
    async with stage(welcomed(CAPABILITIES), size=(100, 20)) as on:
        await with_a_gap(on)
        first = on.face.rooms.current.message("m5")
        assert first is not None
        on.face.timeline.point_at(first)
        await on.press("pagedown")
        assert on.shows("loading…")
        assert asked(on)[-1] == "CHATHISTORY BETWEEN #plaza msgid=m29 msgid=m81 100"
        await on.hears(*page())
        rows = texts(on)
        above = rows[: rows.index("29.") + 1]
        await on.hears(*page(*range(30, 60)))
        assert texts(on)[: len(above)] == above
        assert texts(on)[len(above)] == "30."


@played
async def test_where_it_cannot_be_filled_it_says_so_and_can_be_tried_again() -> None:
    async with stage(welcomed(CAPABILITIES), size=(100, 20)) as on:
        await with_a_gap(on)
        for _ in range(2):
            await on.press("pageup")
        asked(on)
        refused = ":x FAIL CHATHISTORY MESSAGE_ERROR BETWEEN #plaza :It is broken"
        await on.hears(refused, refused)
        asked(on)
        assert on.shows("1 h 0 min offline, there are more messages: keep scrolling")
        await on.press("pageup")
        assert asked(on) == ["CHATHISTORY BETWEEN #plaza msgid=m81 msgid=m29 100"]


@played
async def test_the_beginning_of_what_is_kept_is_shown() -> None:
    async with stage(welcomed(CAPABILITIES), size=(100, 20)) as on:
        await on.hears(*page(1, 2))
        assert not on.shows("the history begins here")
        await on.hears(*page())
        assert on.shows("the history begins here")
        assert texts(on) == ["1.", "2."]


@played
async def test_nobody_scrolls_over_what_is_missing_before_it_is_there() -> None:
    async with stage(welcomed(CAPABILITIES), size=(100, 20)) as on:
        await with_a_gap(on)
        await on.press(*["pageup"] * 9)
        assert "81." in texts(on)
        assert "29." not in texts(on)
        asked(on)
        await on.hears(*page(*range(30, 81)))
        seen = set(texts(on))
        for _ in range(9):
            await on.press("pageup")
            if asked(on):
                await on.hears(*page())
            seen |= set(texts(on))
        assert {f"{minute}." for minute in range(82)} <= seen
