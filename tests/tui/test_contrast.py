"""What is on the screen can be read: WCAG 2.1, 1.4.3: "a contrast ratio of at least 4.5:1"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.style import Style

from mensajeria.client.tui.themes import offered
from tests.tui.scenes import CAPABILITIES, ENGLISH, LATER, play
from tests.tui.stage import Stage, played, stage
from tests.unit.client.dialogue import welcomed
from tests.unit.client.tui.test_paint import contrast

IN_FRONT = (
    ("nothing", ()),
    ("a message", ("ctrl+up", "up", "up", "up", "up")),
    ("its menu", ("ctrl+up", "enter")),
    ("rooms", ("shift+tab",)),
    ("people", ("tab",)),
    ("help", ("f1",)),
    ("commands", ("ctrl+p",)),
)


def weak(on: Stage) -> Iterator[str]:
    """What is drawn with too little contrast; not what a dialogue stands before."""
    screen = on.face.screen
    front = screen.region if screen is on.face.front else screen.children[0].region
    for row in screen._compositor.render_strips()[front.y : front.bottom]:
        for text, style, _control in row.crop(front.x, front.right):
            assert style is not None
            if any(map(str.isalnum, text)) and _contrast_of(style) < 4.5:
                yield f"{text!r} {style} {_contrast_of(style):.2f}"


def _contrast_of(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    return contrast(style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex)


@pytest.mark.slow
@played
async def test_all_can_be_read_whatever_the_look() -> None:
    async with stage(welcomed(CAPABILITIES), (120, 40)) as on:
        await play(on, ENGLISH + LATER)
        for look in offered(on.face.available_themes.values()):
            on.face.theme = look
            for what, keys in IN_FRONT:
                await on.press(*keys)
                assert (look, what, [*weak(on)]) == (look, what, [])
                await on.press("escape", "escape")
                assert on.face.focused is on.face.composer
