"""Bring the catalogues in line with the sources: `.po` from what `_()` marks, `.mo` from `.po`.

Neither dates nor line numbers are written, so that two people's changes seldom meet.
"""

import io
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "mensajeria"
KEYWORDS = {"_": None, "N_": None, "plural": (1, 2)}
NO_DATE = datetime(2000, 1, 1, tzinfo=timezone.utc)


def of_sources() -> Catalog:
    """Every text that the sources mark for people."""
    catalog = Catalog(project="mensajeria", creation_date=NO_DATE)
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, message, comments, context in found:
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def read(path: Path) -> Catalog:
    """The catalogue of a `.po` file, for the language that its folder is named after."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def as_po(catalog: Catalog) -> bytes:
    """What the `.po` file of a catalogue holds."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, no_location=True, sort_output=True, width=100, ignore_obsolete=True)
    return buffer.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """What the `.mo` file of a catalogue holds."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """The texts that have no translation, or one that was only guessed."""
    return [
        str(each.id) for each in catalog if each.id and (each.fuzzy or not _is_whole(each.string))
    ]


def _is_whole(translation: str | Sequence[str] | None) -> bool:
    return bool(translation) and all(translation or ())


def main() -> int:
    """Write all catalogues anew; 1 if something in them is not translated."""
    missing = 0
    for path in sorted(PACKAGE.glob("locale/*/LC_MESSAGES/*.po")):
        catalog = read(path)
        catalog.update(of_sources(), no_fuzzy_matching=True)
        catalog.creation_date = catalog.revision_date = NO_DATE
        catalog.last_translator = catalog.language_team = "the mensajeria authors"
        catalog.msgid_bugs_address = ""
        path.write_bytes(as_po(catalog))
        path.with_suffix(".mo").write_bytes(as_mo(catalog))
        for text in untranslated(catalog):
            missing += 1
            print(f"{catalog.locale}: not translated: {text!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
