"""The key that somebody probably meant. Looks at names only, never at values."""

import difflib
from typing import Any

import msgspec
from msgspec import Struct

SIMILAR = 0.7


def nearest(key: str, siblings: list[str], every: list[str]) -> str | None:
    """The same word in another table, else the most similar key here, else anywhere."""
    word = key.rpartition(".")[2]
    elsewhere = [each for each in every if each.rpartition(".")[2] == word]
    similar = difflib.get_close_matches(key, siblings, n=1, cutoff=SIMILAR)
    anywhere = difflib.get_close_matches(key, every, n=1, cutoff=SIMILAR)
    return next(iter([*elsewhere, *similar, *anywhere]), None)


def every_key(table: type[Struct], path: str = "") -> list[str]:
    """All keys of a table and of the tables in it, dotted."""
    keys: list[str] = []
    for each in msgspec.structs.fields(table):
        inner = table_of(each.type)
        keys += every_key(inner, f"{path}{each.name}.") if inner else [path + each.name]
    return keys


def table_of(kind: Any) -> type[Struct] | None:
    """The type if it is a table's, else None."""
    return kind if isinstance(kind, type) and issubclass(kind, Struct) else None
