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
from tests.tui.stage import Stage, stage
from tests.unit.client.dialogue import welcomed

PICTURES: Final = Path(__file__).parents[1] / "docs" / "pictures"
CAPABILITIES: Final = (
    "message-tags echo-message batch labeled-response draft/message-redaction"
    " mensajeria.alt/edit server-time"
)
_FONTS: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Textual's pictures load fonts from elsewhere; pages that show ours load nothing."""

_DAY: Final = "2026-03-04T"
ENGLISH: Final = (
    (":leo!u@h PRIVMSG #plaza :does anybody know when the library opens tomorrow?", "09:01"),
    (":eva!u@h PRIVMSG #plaza :at nine. It says so here: https://example.org/library", "09:02"),
    (":eva!u@h PRIVMSG #plaza :but not on Saturdays", "09:02"),
    (":bruno!u@h JOIN #plaza", "09:10"),
    (":carla!u@h JOIN #plaza", "09:10"),
    (":bruno!u@h PRIVMSG #plaza :good morning", "09:11"),
    (":carla!u@h PRIVMSG #plaza :\x01ACTION waves\x01", "09:11"),
    (":leo!u@h PRIVMSG #plaza :ana, are you coming?", "09:12"),
    (":ana!u@h PRIVMSG #plaza :at ten. Who brings the guitar?", "09:13"),
    ("+draft/reply=m8 :carla!u@h PRIVMSG #plaza :me", "09:14"),
    ("+draft/react=♥;+draft/reply=m9 :leo!u@h TAGMSG #plaza", "09:14"),
    (":eva!u@h PRIVMSG #kitchen :ana: the recipe?", "09:15"),
    (":leo!u@h PRIVMSG #photos :two more", "09:15"),
    (":bruno!u@h PRIVMSG ana :hello", "09:16"),
)
SPANISH: Final = (
    (":leo!u@h PRIVMSG #plaza :¿alguien sabe a qué hora abre la biblioteca mañana?", "09:01"),
    (":eva!u@h PRIVMSG #plaza :a las nueve. Lo dice aquí: https://example.org/horario", "09:02"),
    (":eva!u@h PRIVMSG #plaza :pero los sábados no", "09:02"),
    (":bruno!u@h JOIN #plaza", "09:10"),
    (":carla!u@h JOIN #plaza", "09:10"),
    (":bruno!u@h PRIVMSG #plaza :buenos días", "09:11"),
    (":carla!u@h PRIVMSG #plaza :\x01ACTION saluda\x01", "09:11"),
    (":leo!u@h PRIVMSG #plaza :ana, ¿vienes?", "09:12"),
    (":ana!u@h PRIVMSG #plaza :a las diez. ¿Quién trae la guitarra?", "09:13"),
    ("+draft/reply=m8 :carla!u@h PRIVMSG #plaza :yo", "09:14"),
    ("+draft/react=♥;+draft/reply=m9 :leo!u@h TAGMSG #plaza", "09:14"),
    (":eva!u@h PRIVMSG #cocina :ana: ¿la receta?", "09:15"),
    (":leo!u@h PRIVMSG #fotos :dos más", "09:15"),
    (":bruno!u@h PRIVMSG ana :hola", "09:16"),
)


async def play(on: Stage, script: tuple[tuple[str, str], ...]) -> None:
    """Have the server say all of it."""
    channels = {word for line, _at in script for word in line.split() if word[0] == "#"}
    await on.hears(":x 005 ana NETWORK=casa :are supported by this server")
    await on.hears(*(f":ana!u@h JOIN {name}" for name in sorted(channels - {"#plaza"})))
    for number, (line, at) in enumerate(script):
        tags = f"time={_DAY}{at}:00.000Z;msgid=m{number}"
        separator = ";" if line[0] == "+" else " "  # more tags, or the source
        await on.hears(f"@{tags}{separator}{line}")


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
