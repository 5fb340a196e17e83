"""What waits to be sent can be taken back, or written anew."""

from __future__ import annotations

import pytest

from mensajeria.client.happenings import Lost
from tests.tui.stage import Stage, played, stage
from tests.tui.test_messages import choose, labels


async def waiting(on: Stage) -> None:
    """Say something without a connection."""
    on.line.is_open = False
    on.line.session.welcomed = False
    await on.types("to be said")


@played
async def test_what_waits_can_be_taken_back() -> None:
    async with stage() as on:
        await waiting(on)
        await on.tells(Lost("The server is gone."))
        assert "1 line waits." in on.text_of("#banner")
        await on.press("ctrl+up", "enter")
        await choose(on, "Take it back")
        assert not on.shows("to be said")
        assert on.line.session.pending.idle
        assert "waits" not in on.text_of("#banner")


@played
async def test_what_waits_can_be_written_anew() -> None:
    async with stage() as on:
        await waiting(on)
        await on.press(*"half")
        await on.press("ctrl+up", "e")
        assert on.face.composer.text == "to be said\nhalf"
        assert on.face.focused is on.face.composer
        assert not on.shows("to be said")
        assert on.line.session.pending.idle


@played
async def test_what_was_sent_cannot_be_taken_back() -> None:
    async with stage() as on:
        await on.types("sent")
        await on.press("ctrl+up", "enter")
        assert labels(on) == ["Copy"]


@played
async def test_what_is_sent_while_one_chooses_is_not_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rings: list[int] = []
    async with stage() as on:
        monkeypatch.setattr(on.face, "bell", lambda: rings.append(1))
        await waiting(on)
        await on.press("ctrl+up", "enter")
        on.line.session.pending.to_send()
        await choose(on, "Take it back")
        assert rings == [1]
        assert on.shows("to be said")
