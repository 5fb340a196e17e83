"""docs/settings.md names every setting there is, and none that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from mensajeria.app.configuration import Configuration, Gateway, Operator
from mensajeria.app.nearest import table_of

PAGE = Path(__file__).parents[3] / "docs" / "settings.md"


def keys_of(table: type[msgspec.Struct], prefix: str = "") -> Iterator[str]:
    for each in msgspec.structs.fields(table):
        inner = table_of(each.type)
        if inner:
            yield from keys_of(inner, f"{each.name}.")
        elif each.name not in ("operators", "gateways"):
            yield prefix + each.name


def documented() -> Iterator[str]:
    prefix = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = re.match(r"## \[+(\w+)\]+", line)
            prefix = f"{heading[1]}." if heading else ""
        elif line.startswith("| `"):
            names = line.split("|")[1]
            yield from (prefix + name for name in re.findall(r"`(\w+)`", names))


def test_the_page_and_the_settings_agree() -> None:
    rows = {*keys_of(Operator, "operators."), *keys_of(Gateway, "gateways.")}
    assert set(documented()) == {*keys_of(Configuration), *rows}
