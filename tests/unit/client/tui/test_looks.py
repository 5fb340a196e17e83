"""Formatted text can be read on both looks of this project."""

import pytest
from rich.style import Style

from mensajeria.client.formatting import runs
from mensajeria.client.tui.looks import readable, style_of
from mensajeria.client.tui.themes import DARK, LIGHT
from tests.unit.client.tui.test_paint import contrast


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_every_numbered_colour_stands_out(theme: object) -> None:
    ground = (DARK if theme is DARK else LIGHT).background
    assert ground is not None
    for number in range(99):
        ((look, _text),) = runs(f"\x03{number:02}x")
        colour = style_of(look, ground).color
        assert colour is not None
        assert contrast(colour.get_truecolor().hex, ground) >= 4.5, number


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#ffff00", "#000000") == "#ffff00"


def test_nothing_is_hidden_in_its_own_colour() -> None:
    assert style_of("#000000 on #000000", "#ffffff").color != Style.parse("#000000").color
    assert style_of("on #0000fc", "#ffffff").color is not None


def test_switches() -> None:
    style = style_of("bold italic underline strike reverse code", "#000000")
    assert style == Style(bold=True, italic=True, underline=True, strike=True, reverse=True)
