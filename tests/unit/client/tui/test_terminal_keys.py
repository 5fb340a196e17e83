"""What terminals send for some keys is understood as these keys."""

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from mensajeria.client.tui.terminal_keys import correct


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        *((f"\x1b{digit}", f"alt+{digit}") for digit in "0123456789"),
        ("¡", "inverted_exclamation_mark"),
        ("\x1b\r", "alt+enter"),
        ("\x1b[13;3u", "alt+enter"),
        ("\r", "enter"),
        ("\n", "ctrl+j"),
        ("\x1ba", "alt+a"),
        ("\x1b[1;3A", "alt+up"),
        ("\x1b[1;5A", "ctrl+up"),
        ("\x1bOP", "f1"),
    ],
)
def test_a_key(sent: str, key: str) -> None:
    correct()
    parser = XTermParser()
    events = [*parser.feed(sent), *parser.feed("")]
    assert [event.key for event in events if isinstance(event, Key)] == [key]


def test_keys_that_come_in_one_go_are_what_they_are_alone() -> None:
    correct()
    events = XTermParser().feed("\x1ba\x1b[1;3B\x1b1\x1b2\x1ba\x1ba\x1b\rx")
    keys = [event.key for event in events if isinstance(event, Key)]
    assert keys == ["alt+a", "alt+down", "alt+1", "alt+2", "alt+a", "alt+a", "alt+enter", "x"]
