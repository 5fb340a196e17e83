"""Which terminals are drawn on, and for whom there are lines."""

import pytest

from mensajeria.app.faces import fills_the_screen


@pytest.mark.parametrize(
    ("environment", "plain", "platform", "fills"),
    [
        ({"TERM": "xterm-256color"}, False, "linux", True),
        ({"TERM": "xterm-256color"}, True, "linux", False),
        ({"TERM": "dumb"}, False, "linux", False),
        ({}, False, "linux", False),
        ({}, False, "win32", True),
        ({"TERM": "xterm", "ACCESSIBILITY_ENABLED": "1"}, False, "linux", False),
        ({"TERM": "xterm", "ACCESSIBILITY_ENABLED": "0"}, False, "linux", True),
        ({"TERM": "xterm", "MENSAJERIA_PLAIN": "1"}, False, "darwin", False),
    ],
)
def test_which_face(environment: dict[str, str], plain: bool, platform: str, fills: bool) -> None:
    assert fills_the_screen(environment, plain=plain, platform=platform) is fills
