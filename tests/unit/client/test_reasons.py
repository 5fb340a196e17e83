"""What a server said when it closed is told without what only servers care about."""

from __future__ import annotations

import pytest

from mensajeria.client.reasons import why_closed


@pytest.mark.parametrize(
    ("last_words", "reason"),
    [
        ("restarting", "restarting"),
        ("See you later.", "See you later"),
        ("Closing Link: 127.0.0.1 (Server shutting down)", "Server shutting down"),
        ("Closing link: (~ana@::1) [Killed (leo (bye))]", "Killed (leo (bye))"),
        ("Closing Link: ana[127.0.0.1] (Ping timeout: 5 s)", "Ping timeout: 5 s"),
    ],
)
def test_the_reason_without_the_link(last_words: str, reason: str) -> None:
    assert why_closed(last_words) == f"The server closed the connection: {reason}."
