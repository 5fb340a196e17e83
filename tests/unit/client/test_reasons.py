"""What a server said when it closed is told without what only servers care about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mensajeria import net
from mensajeria.client.endings import in_words
from mensajeria.client.reasons import why_closed
from mensajeria.languages import speaking


@pytest.mark.parametrize(
    ("last_words", "reason"),
    [
        ("restarting", "restarting"),
        ("See you later.", "See you later"),
        ("Closing Link: 127.0.0.1 (Server shutting down)", "the server is stopping"),
        ("Closing Link: 10.1.2.3 (Quit: Read error)", "Quit: Read error"),
        ("Closing link: (~ana@::1) [Killed (leo (bye))]", "Killed (leo (bye))"),
        ("Closing Link: ana[127.0.0.1] (Ping timeout: 5 s)", "no answer for too long"),
    ],
)
def test_the_reason_without_the_link(last_words: str, reason: str) -> None:
    assert why_closed(last_words) == f"The server closed the connection: {reason}."


def test_the_reasons_of_our_own_server_in_spanish() -> None:
    with speaking("es"):
        assert why_closed("Closing Link: 127.0.0.1 (Server shutting down)") == (
            "El servidor cerró la conexión: el servidor se está deteniendo."
        )


def test_everything_that_our_net_says_when_it_ends_a_connection_is_known() -> None:
    """A reason that is new there would reach Spanish readers in English."""
    said = r'(?:TurnedAway|dismiss|WireError|disconnect)\((?:self\.session, )?f?"([A-Z][^":{]+)'
    reasons = {
        reason
        for file in Path(net.__file__).parent.glob("*.py")
        for reason in re.findall(said, file.read_text("utf-8"))
    }
    assert {"SendQ exceeded", "Ping timeout", "This server is full"} <= reasons
    assert {each for each in reasons if in_words(each) == each} == {
        "This port does not speak TLS; connect without it"  # a handshake hears that, not a person
    }
