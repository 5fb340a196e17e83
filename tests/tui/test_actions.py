"""The table of what keys and the palette do."""

from __future__ import annotations

from collections import Counter

import pytest

from mensajeria.client.tui.actions import ACTIONS
from tests.tui.stage import played, stage


def test_no_key_does_two_things() -> None:
    keys = Counter(key for each in ACTIONS.values() for key in each.keys)
    assert [key for key, times in keys.items() if times > 1] == []


def test_whatever_has_a_key_is_on_the_page_of_help_or_beside_one_that_is() -> None:
    """What is not listed itself is named in the row of its neighbour."""
    named = {"alt+down", "pagedown", "ctrl+end", "f1", *(f"alt+{n}" for n in (2, 3, 4, 5))}
    named |= {f"alt+{n}" for n in (6, 7, 8, 9, 0)}
    unlisted = {key for each in ACTIONS.values() for key in each.keys if not each.shown}
    assert unlisted == named


@played
async def test_in_front_of_the_conversation_only_the_end_can_be_asked_for() -> None:
    async with stage() as on:
        await on.press("f1", "f2")
        assert on.face.front.query_one("#rooms").display
        await on.press("ctrl+q")
        assert on.line.left == ""


OPENED = (("f1",), ("f4",), ("f7",), ("ctrl+f",), ("ctrl+up", "enter"))


@pytest.mark.parametrize("keys", OPENED)
@played
async def test_a_dialogue_is_put_away_by_a_click_beside_it_or_at_its_corner(
    keys: tuple[str, ...],
) -> None:
    async with stage() as on:
        await on.hears(":leo!u@h PRIVMSG #plaza :hola")
        for where in ("beside", "corner"):
            await on.press(*keys)
            assert len(on.face.screen_stack) == 2
            box = on.face.screen.query(".dialogue, .page").first()
            inside = box.content_region
            await on.pilot.click(offset=inside.offset)
            region = box.region
            offset = (region.right - 4, region.y) if where == "corner" else (0, 0)
            await on.pilot.click(offset=offset)
            await on.pilot.pause()
            assert len(on.face.screen_stack) == 1
