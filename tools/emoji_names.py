"""Write the names of emoji that the client completes: `pip install emoji`, then
`python -m tools.emoji_names`.

The `emoji` package brings Unicode's names (CLDR) in many languages and the short ones that people
know from elsewhere. One file with what is needed of it takes a fortieth of its room, and nobody
has to install it. Colours of skin are left out: they would be most of the list.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any, Final

NAMES: Final = Path(__file__).resolve().parent.parent / "mensajeria/client/emoji_names.tsv"
_SKINS: Final = re.compile("[\U0001f3fb-\U0001f3ff]")


def main() -> None:
    emoji: Any = importlib.import_module("emoji")
    emoji.config.load_language("es")
    complete = emoji.STATUS["fully_qualified"]
    rows = [
        _row(sign, data)
        for sign, data in emoji.EMOJI_DATA.items()
        if data["status"] == complete and not _SKINS.search(sign)
    ]
    NAMES.write_text("".join(rows), encoding="utf-8")


def _row(sign: str, data: dict[str, Any]) -> str:
    english = dict.fromkeys([*data.get("alias", []), data["en"]])
    spanish = [data["es"]] if "es" in data else []
    return "\t".join([sign, _joined(english), _joined(spanish)]) + "\n"


def _joined(names: Any) -> str:
    return " ".join(name.strip(":") for name in names)


if __name__ == "__main__":
    main()
