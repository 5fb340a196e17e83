"""The language of a page: the one that was picked, or the best that the browser asks for."""

from __future__ import annotations

import pytest

from mensajeria.web.language import MOST, chosen


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "es", "es"),
        ("", "es-MX,es;q=0.9,en;q=0.8", "es"),
        ("", "en-GB,en;q=0.9,es;q=0.8", "en"),
        ("", "fr,es;q=0.5,en;q=0.4", "es"),
        ("", "fr, de;q=0.5", "en"),
        ("", "es;q=0, en;q=0.1", "en"),
        ("", "es;q=0", "en"),  # RFC 9110, 12.4.2: "a value of 0 means "not acceptable""
        ("", "*", "en"),
        ("", "en;q=0.5 , ES ; q=0.7", "es"),
        ("", ",,;;q=x,es;q=nonsense", "en"),
        ("", "fr," * MOST + "es", "en"),
        ("es", "en", "es"),
        ("en", "es", "en"),
        ("xx", "es", "es"),
        ("<script>", "", "en"),
    ],
)
def test_chosen(asked: str, accepted: str, language: str) -> None:
    assert chosen(asked, accepted) == language
