"""Which language a page is in: what the reader asked for, or their browser (RFC 9110, 12.5.4)."""

from __future__ import annotations

from typing import Final

from mensajeria.languages import LANGUAGES, WRITTEN_IN, known

MOST: Final = 20
"""Languages of a browser's list that are looked at."""


def chosen(asked: str, accepted: str) -> str:
    """`asked`: the one picked by hand, or ""; `accepted`: the field Accept-Language, or ""."""
    if asked in LANGUAGES:
        return asked
    wishes = [_wish(each) for each in accepted.split(",")[:MOST]]
    best = max(wishes, default=(0.0, None), key=lambda wish: wish[0])
    return best[1] or WRITTEN_IN if best[0] > 0 else WRITTEN_IN


def _wish(text: str) -> tuple[float, str | None]:
    """How much they want it, from 0 to 1, and what; nothing if it is a language we lack."""
    name, _, quality = text.partition(";")
    language = known(name.strip())
    if language is None:
        return 0.0, None
    try:
        return float(quality.strip().removeprefix("q=") or 1), language
    except ValueError:
        return 0.0, None
