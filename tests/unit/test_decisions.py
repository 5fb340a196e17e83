"""docs/adr: each decision has a number of its own, the next one, and says it."""

from __future__ import annotations

from pathlib import Path

ADR = Path(__file__).parents[2] / "docs" / "adr"


def test_decisions_are_numbered_in_their_order() -> None:
    pages = sorted(ADR.glob("*.md"))
    expected = [f"{number:04}" for number in range(1, len(pages) + 1)]
    assert [page.name[:4] for page in pages] == expected
    titles = [page.read_text(encoding="utf-8").partition(".")[0] for page in pages]
    assert titles == [f"# {number}" for number in expected]
