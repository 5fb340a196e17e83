"""What keys do is done by the mouse as well."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette

from mensajeria.client.tui.actions.help import Help
from mensajeria.client.tui.channel_board import ChannelBoard
from mensajeria.client.tui.channels_board import ChannelsBoard
from mensajeria.client.tui.own_board import OwnBoard
from tests.tui.stage import Stage, played, stage
from tests.tui.test_messages import choose, labels
from tests.tui.test_servers import here, on_two


async def click_row(on: Stage, words: str, button: int = 1) -> None:
    """Click a row of the list of rooms."""
    listing = on.face.sides.listing("rooms")
    place = next(n for n, item in enumerate(listing.items) if item.text.strip() == words)
    await on.pilot.click("#rooms", offset=(3, place), button=button)
    await on.pilot.pause()


@pytest.mark.parametrize(("words", "opens"), [("≡", CommandPalette), ("F1", Help)])
@played
async def test_signs_in_the_heading_open_what_they_stand_for(words: str, opens: type) -> None:
    async with stage() as on:
        place = on.text_of("#heading").index(words)
        await on.pilot.click("#heading", offset=(place, 0))
        await on.pilot.pause()
        assert isinstance(on.face.screen, opens)


@played
async def test_the_rest_of_the_heading_is_about_the_channel() -> None:
    async with stage() as on:
        await on.pilot.click("#heading", offset=(5, 0))
        await on.pilot.pause()
        assert isinstance(on.face.screen, ChannelBoard)


@played
async def test_the_heading_above_the_channels_opens_all_there_are() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG ana :psst")
        await click_row(on, "People")
        assert len(on.face.screen_stack) == 1
        await click_row(on, "Channels")
        assert isinstance(on.face.screen, ChannelsBoard)


@played
async def test_the_other_button_on_a_room_has_a_menu() -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG ana :psst")
        await click_row(on, "#plaza", button=3)
        assert labels(on) == ["Go there", "This channel…", "Call me no more", "Leave"]
        await choose(on, "Call me no more")
        assert on.face.rooms.open("#plaza").muted
        await click_row(on, "leo", button=3)
        assert labels(on) == ["Go there", "Who is it?", "Call me no more", "Close"]
        await choose(on, "Close")
        assert on.listed() == ["server", "Channels", "#plaza"]
        await click_row(on, "#plaza", button=3)
        await choose(on, "Leave")
        assert on.sent() == ["PART #plaza"]
        await click_row(on, "server", button=3)
        await choose(on, "About me…")
        assert isinstance(on.face.screen, OwnBoard)


@played
async def test_the_menu_of_a_room_is_about_its_server() -> None:
    async with stage() as on:
        await on_two(on)
        await click_row(on, "irc.example", button=3)
        await choose(on, "Disconnect")
        assert on.line.left == ""
        assert here(on) == ("Casa", "#plaza")


@played
async def test_what_is_marked_is_copied_as_it_was_written() -> None:
    text = "a long line is broken at words where there is no room for all of it, or in them"
    async with stage(size=(60, 20)) as on:
        await on.hears(f":leo!u@h PRIVMSG #plaza :{text}")
        rows = on.face.timeline.size.height
        first = rows - len(on.rows()) + 1  # below that of today
        await on.pilot.mouse_down("#timeline", offset=(15, first))
        await on.pilot.hover("#timeline", offset=(38, rows - 1))
        await on.pilot.mouse_up("#timeline", offset=(38, rows - 1))
        await on.press("ctrl+c")
        assert on.face.clipboard == text
