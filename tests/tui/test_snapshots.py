"""The whole screen against the files in `snapshots/`; what each thing does is tested elsewhere.

`make snapshots` renews the files: what has changed is to be seen in the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from mensajeria import languages
from tests.tui.scenes import CAPABILITIES, ENGLISH, LATER, SPANISH, play
from tests.tui.snapshot import snapshot
from tests.tui.stage import played, stage
from tests.unit.client.dialogue import welcomed

KEPT: Final = Path(__file__).parent / "snapshots"
RENEWED: Final = bool(os.environ.get("RENEW_SNAPSHOTS"))

SEEN: Final = (
    ("80x24-dark-en", ()),
    ("80x24-light-es", ()),
    ("120x40-dark-es", ()),
    ("120x40-light-en", ()),
    ("200x60-dark-en", ()),
    ("200x60-light-es", ()),
    ("40x15-dark-en", ()),
    ("80x24-dark-en-menu", ("ctrl+up", "enter")),
    ("80x24-light-es-help", ("f1",)),
)
"""What the files are called, and the keys that are pressed before they are drawn."""


@pytest.fixture(autouse=True)
def _afterwards_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("NO_COLOR", raising=False)
    yield
    languages.use("en")


@pytest.mark.slow
@pytest.mark.drawn
@pytest.mark.parametrize(("name", "keys"), SEEN)
@played
async def test_the_screen_looks_as_it_did(name: str, keys: tuple[str, ...]) -> None:
    measures, look, language, *_more = name.split("-")
    columns, rows = map(int, measures.split("x"))
    languages.use(language)
    async with stage(welcomed(CAPABILITIES), (columns, rows)) as on:
        on.face.theme = f"mensajeria-{look}"
        on.face.composer.cursor_blink = False  # which would follow a clock
        await play(on, (ENGLISH if language == "en" else SPANISH) + LATER)
        await on.press(*keys)
        seen, kept = snapshot(on), KEPT / f"{name}.txt"
    if RENEWED:
        kept.write_text(seen, encoding="utf-8")
    assert seen.splitlines() == kept.read_text(encoding="utf-8").splitlines()
