"""Textual's own looks with our colours: WCAG 2.1, 1.4.3: "a contrast ratio of at least 4.5:1"."""

from __future__ import annotations

import pytest
from textual.theme import BUILTIN_THEMES, Theme

from mensajeria.client.tui.looks import readable
from mensajeria.client.tui.paint import ON_DARK, ON_LIGHT
from mensajeria.client.tui.themes import ON_LIGHT as OURS_ON_LIGHT
from mensajeria.client.tui.themes import OURS, beside, offered
from tests.unit.client.tui.test_paint import contrast

COLOURED = [theme for theme in BUILTIN_THEMES.values() if not theme.name.startswith("ansi")]


@pytest.mark.parametrize("theme", [*OURS, *COLOURED], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "panel"])
def test_quiet_words_and_names_can_be_read(theme: Theme, ground: str) -> None:
    behind = theme.to_color_system().generate()[ground][:7]
    names = ON_DARK if theme.dark else ON_LIGHT
    inks = [readable(name, behind) for name in names]
    inks += [beside(theme)[name] for name in ("quiet", "faint")]
    assert min(contrast(ink, behind) for ink in inks) >= 4.5


def test_a_look_without_colours_keeps_ours() -> None:
    """Those of texts are what the terminal makes of their names."""
    beside_theirs = beside(BUILTIN_THEMES["ansi-light"])
    assert OURS_ON_LIGHT.items() <= beside_theirs.items()
    assert beside_theirs["ink"] == "ansi_default"


def test_it_is_not_offered_since_nobody_knows_whether_it_can_be_read() -> None:
    assert [*offered(BUILTIN_THEMES.values())] == [
        *(theme.name for theme in OURS),
        *sorted(theme.name for theme in COLOURED),
    ]
