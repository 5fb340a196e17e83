"""Colours of names can be read on both looks of this project."""

import pytest

from mensajeria.client.tui.paint import ON_DARK, ON_LIGHT, colour_of
from mensajeria.client.tui.themes import DARK, LIGHT, fitting


def luminance(colour: str) -> float:
    """WCAG 2.1, "relative luminance"."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("theme", "colours"), [(DARK, ON_DARK), (LIGHT, ON_LIGHT)])
def test_names_stand_out_from_every_ground(theme: object, colours: tuple[str, ...]) -> None:
    """WCAG 2.1, 1.4.3: "a contrast ratio of at least 4.5:1"."""
    grounds = (
        (DARK if theme is DARK else LIGHT).background,
        (DARK if theme is DARK else LIGHT).panel,
    )
    for ground in grounds:
        assert ground is not None
        assert all(contrast(colour, ground) >= 4.5 for colour in colours)


def test_a_name_has_one_colour_whatever_its_case_and_rank() -> None:
    assert colour_of("@Leo", dark=True) == colour_of("leo", dark=True)
    assert colour_of("leo", dark=True) in ON_DARK
    assert colour_of("leo", dark=False) in ON_LIGHT


def test_the_look_follows_what_the_terminal_says_of_its_ground() -> None:
    assert fitting({"COLORFGBG": "0;15"}) == LIGHT.name
    assert fitting({"COLORFGBG": "15;0"}) == DARK.name
    assert fitting({}) == DARK.name
