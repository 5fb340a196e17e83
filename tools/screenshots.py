"""Draws docs/pictures/full-screen-*.svg: the full-screen client, in both looks and languages.

Run by hand: `.venv/bin/python -m tools.screenshots`. The server is a script, so that the pictures
are the same wherever they are drawn; what is drawn is the program. Whoever changes how it looks
runs it again.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
import time
from pathlib import Path
from typing import Final

from mensajeria import languages
from tests.tui.scenes import CAPABILITIES, ENGLISH, SPANISH, play
from tests.tui.stage import stage
from tests.unit.client.dialogue import welcomed

PICTURES: Final = Path(__file__).parents[1] / "docs" / "pictures"
_FONTS: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Textual's pictures load fonts from elsewhere; pages that show ours load nothing."""


async def draw(name: str, theme: str, size: tuple[int, int], *keys: str) -> None:
    """One picture, in the language of the moment."""
    async with stage(welcomed(CAPABILITIES), size) as on:
        on.face.theme = theme
        await play(on, SPANISH if "-es" in name else ENGLISH)
        await on.press(*keys)
        drawn = _FONTS.sub("", on.face.export_screenshot(title="mensajeria"))
    (PICTURES / f"full-screen-{name}.svg").write_text(drawn, encoding="utf-8")


def main() -> None:
    os.environ["TZ"] = "UTC"
    time.tzset()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        languages.use("en")
        asyncio.run(draw("dark", "mensajeria-dark", (110, 28)))
        asyncio.run(draw("menu", "mensajeria-dark", (80, 24), "ctrl+up", "enter"))
        languages.use("es")
        asyncio.run(draw("light-es", "mensajeria-light", (110, 28)))


if __name__ == "__main__":
    main()
