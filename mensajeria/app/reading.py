"""From what somebody wrote to settings: one value, or a whole table, checked key by key.

Knows the shape of a configuration only through its annotations. Where the values were written is
told to it, so that an error can say so.
"""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from mensajeria.app.address import Address
from mensajeria.app.expected import expected
from mensajeria.app.nearest import every_key, nearest, table_of
from mensajeria.app.network import Network
from mensajeria.app.secret import Secret
from mensajeria.languages import _


class ConfigurationError(Exception):
    """A setting that cannot be used; the message is one sentence for whoever wrote it."""


@dataclass(frozen=True)
class Origin:
    """Where settings were written: a name for people, and what relative paths start from."""

    name: str
    folder: Path

    def refuse(self, problem: str) -> ConfigurationError:
        """The error to raise for something wrong here."""
        return ConfigurationError(f"{self.name}: {problem}")


class Reader:
    """Reads what one origin says of a table; what is not written there is left out."""

    def __init__(self, root: type[Struct], origin: Origin) -> None:
        self._root = root
        self._origin = origin

    def read(self, written: object) -> dict[str, Any]:
        """The values by key, of the types that the table says; tables within it as dicts.

        Raises ConfigurationError for an unknown key or a bad value.
        """
        return self._table(self._root, written, "")

    def _table(self, table: type[Struct], written: object, path: str) -> dict[str, Any]:
        if not isinstance(written, Mapping):
            raise self._must_be(path, _("a table"))
        fields = {each.name: each.type for each in msgspec.structs.fields(table)}
        values = {}
        for name, value in written.items():
            if name not in fields:
                raise self._unknown(path + name, [path + each for each in fields])
            values[name] = self._value(fields[name], value, path + name)
        return values

    def _value(self, kind: Any, value: object, key: str) -> Any:
        """A value of a field of that type: a table, a list of tables, or a plain value."""
        if inner := table_of(kind):
            return self._table(inner, value, f"{key}.")
        row = table_of(next(iter(getattr(kind, "__args__", ())), None))
        if row and isinstance(value, list):
            return tuple(
                self._row(row, each, f"{key}[{number}].")
                for number, each in enumerate(value, start=1)
            )
        return self._plain(kind, value, key)

    def _row(self, table: type[Struct], written: object, path: str) -> Struct:
        """A table of a list of tables, which must have all that has no default."""
        values = self._table(table, written, path)
        for each in msgspec.structs.fields(table):
            if each.required and each.name not in values:
                raise self._origin.refuse(_("{key} is missing").format(key=path + each.name))
        return table(**values)

    def _plain(self, kind: Any, value: object, key: str) -> Any:
        """A value that is no table, of that type and in its range."""
        unset = value == "" and type(None) in getattr(kind, "__args__", ())
        try:
            result = msgspec.convert(None if unset else value, kind, dec_hook=self._special)
            if isinstance(result, float) and not math.isfinite(result):
                raise ValueError
        except (ValueError, TypeError):  # without its text, which may hold a secret
            raise self._must_be(key, expected(kind)) from None
        return result

    def _special(self, wanted: Any, raw: Any) -> Any:
        """A value of a type of our own, all of which are written as text. Raises ValueError."""
        if not isinstance(raw, str) or "\0" in raw:
            raise ValueError
        if wanted is Address:
            return Address.parse(raw)
        if wanted is Network:
            return Network(raw)
        if wanted is Secret:
            return Secret(raw)
        if not raw:
            raise ValueError
        return self._origin.folder / os.path.expanduser(raw)

    def _must_be(self, key: str, what: str) -> ConfigurationError:
        problem = _("{key} must be {expected}").format(key=key.rstrip("."), expected=what)
        return self._origin.refuse(problem)

    def _unknown(self, key: str, siblings: list[str]) -> ConfigurationError:
        near = nearest(key, siblings, every_key(self._root))
        if near:
            problem = _("there is no key {key}; did you mean {nearest}?")
            return self._origin.refuse(problem.format(key=key, nearest=near))
        problem = _("there is no key {key}; there are {keys}")
        return self._origin.refuse(problem.format(key=key, keys=", ".join(siblings)))
