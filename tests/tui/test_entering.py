"""Channels in which one is not: thrown out, not let in, with a key, invited, remembered."""

from __future__ import annotations

from tests.tui.stage import Stage, played, stage
from tests.tui.test_attention import command, obey

OUT = ":leo!u@h KICK #plaza ana :enough"
IN = ":ana!~ana@h JOIN #plaza"
OUTSIDE = "You are not in #plaza. Enter: come in."


def hint(on: Stage) -> str:
    """What the field says while it is empty."""
    return str(on.face.composer.placeholder)


@played
async def test_who_is_thrown_out_is_told_how_to_come_in_until_they_have() -> None:
    async with stage() as on:
        assert hint(on) == "Write to #plaza"
        await on.hears(OUT)
        assert hint(on) == OUTSIDE
        await on.press("enter")
        assert on.sent() == ["JOIN #plaza"]
        await on.hears(IN)
        assert hint(on) == "Write to #plaza"
        await on.press("enter")
        assert on.sent() == []


@played
async def test_who_is_not_let_in_again_is_outside() -> None:
    """After a lost connection, say: nobody was thrown out."""
    async with stage() as on:
        await on.hears(":ana!~ana@h PART #club", ":x 474 ana #plaza :Cannot join channel (+b)")
        assert hint(on) == "Write to #plaza", "that was about something else: we are inside"
        on.line.session.model.leave("#plaza")
        await on.hears(":x 474 ana #plaza :Cannot join channel (+b)")
        assert hint(on) == OUTSIDE
        assert on.shows("You are banned from #plaza.")


@played
async def test_what_is_said_outside_stays_in_the_field() -> None:
    async with stage() as on:
        await on.hears(OUT)
        await on.types("hello?")
        assert on.sent() == []
        assert on.shows("You are not in #plaza: that was not said")
        assert on.face.composer.text == "hello?"
        await on.hears(IN)
        await on.press("enter")
        assert on.sent() == ["PRIVMSG #plaza hello?"]


@played
async def test_commands_are_obeyed_outside() -> None:
    async with stage() as on:
        await on.hears(OUT)
        await on.types("/msg leo why?")
        assert on.sent() == ["PRIVMSG leo why?"]


@played
async def test_f5_and_the_heading_offer_to_come_in_or_to_close() -> None:
    async with stage() as on:
        await on.hears(OUT)
        await on.press("f5")
        assert on.text_of(".question") == "You are not in #plaza."
        await on.press("enter")
        assert on.sent() == ["JOIN #plaza"]
        await on.pilot.click("#heading", offset=(2, 0))
        await on.pilot.pause()
        await on.press("down", "enter")
        assert on.listed() == ["server"]


@played
async def test_the_palette_offers_it() -> None:
    async with stage() as on:
        titles = [each.title for each in on.face.get_system_commands(on.face.screen)]
        assert "Come into #plaza" not in titles
        await on.hears(OUT)
        await obey(on, "Come into #plaza")
        assert on.sent() == ["JOIN #plaza"]
        assert command(on, "Close #plaza")
        titles = [each.title for each in on.face.get_system_commands(on.face.screen)]
        assert "Topic…" not in titles
