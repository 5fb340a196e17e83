"""SASLprep, by the examples of RFC 4013, section 3."""

from __future__ import annotations

import pytest

from mensajeria.wire.saslprep import saslprep


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("I\u00adX", "IX"),  # SOFT HYPHEN mapped to nothing
        ("user", "user"),  # no transformation
        ("USER", "USER"),  # case preserved, will not match #2
        ("\u00aa", "a"),  # output is NFKC, input in ISO 8859-1
        ("\u2168", "IX"),  # output is NFKC, will match #1
        ("dos\u00a0palabras", "dos palabras"),  # "non-ASCII space characters"
        ("contraseña", "contraseña"),
        ("\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05dc\u05d5\u05dd"),
        ("", ""),
    ],
)
def test_prepared(text: str, prepared: str) -> None:
    assert saslprep(text) == prepared


@pytest.mark.parametrize(
    "text", ["\u0007", "\u06271", "a\u0627", "\u0627a\u0627", "\ufffd", "\ue000"]
)
def test_prohibited(text: str) -> None:
    """#6 "Error - prohibited character", #7 "Error - bidirectional check"."""
    with pytest.raises(ValueError, match="it "):
        saslprep(text)
