"""What a setting of a type may be, in words, such as "a whole number from 1 to 64"."""

from typing import Any, cast

from msgspec import inspect

from mensajeria.app.address import Address
from mensajeria.app.network import Network
from mensajeria.app.secret import Secret
from mensajeria.languages import _


def expected(kind: Any) -> str:
    """The words for a field's type, in the language in use."""
    return _words(inspect.type_info(kind))


def _words(info: inspect.Type) -> str:
    if isinstance(info, inspect.Metadata):
        described = (info.extra_json_schema or {}).get("description")
        return _(described) if described else _words(info.type)
    if isinstance(info, inspect.VarTupleType):
        return _("a list, each entry {entry}").format(entry=_words(info.item_type))
    if isinstance(info, inspect.UnionType):
        return _words(next(each for each in info.types if not isinstance(each, inspect.NoneType)))
    if isinstance(info, inspect.LiteralType):
        return _one_of([str(value) for value in info.values if value != ""])
    return _simple(info)


def _simple(info: inspect.Type) -> str:
    if isinstance(info, inspect.BoolType):
        return _("true or false")
    if isinstance(info, inspect.IntType):
        return _("a whole number from {least} to {most}").format(least=info.ge, most=info.le)
    if isinstance(info, inspect.FloatType):
        return _("a number from {least} to {most}").format(least=info.ge, most=info.le)
    if isinstance(info, inspect.StructType):
        return _("a table")
    return _ours(cast("inspect.CustomType", info).cls)


def _ours(cls: type) -> str:
    if cls is Address:
        return _("an address such as 0.0.0.0:7667, [::1]:7667, unix:/run/chat.sock or just 7667")
    if cls is Network:
        return _("an address or a range of them, such as 10.0.0.0/8")
    if cls is Secret:
        return _("text in quotes")
    return _("the path of a file or folder")


def _one_of(names: list[str]) -> str:
    return _("one of {names}").format(names=", ".join(f'"{name}"' for name in names))
