"""Events <-> the bytes of a journal row: what one batch looks like on disk.

A row is msgpack `[authors, events]`. Each author of the batch is there once, as an array of its
fields; an event is `[kind, field, field, ...]` in the order in which its class declares them, with
an author's place in `authors` where the class has an author.

So a class may get new fields at its end, with defaults: older rows stay readable. It may not lose,
reorder or rename what was ever stored (a test keeps rows of every shape there was); what must
change otherwise becomes another kind, or a migration.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, Field, fields
from functools import lru_cache, reduce
from operator import attrgetter, or_
from typing import Annotated, Any, get_type_hints

import msgspec

from mensajeria.chat import events as facts
from mensajeria.chat.events import Author, Event

_BY = 3
"""Where `by` stands in a stored event: after kind, at and msgid."""

_Place = Annotated[int, msgspec.Meta(ge=0)]
"""An author's place in the row's list."""


class Unreadable(Exception):
    """These bytes are not a row of ours, or of a newer version of ours."""


class _Kind:
    """How one class of events is taken apart and put together."""

    def __init__(self, made: type[Event]) -> None:
        self.made = made
        self.name = made.__name__
        hints = get_type_hints(made)
        names = [field.name for field in fields(made)]
        self.values = attrgetter(*names)
        self.authors = [place for place, name in enumerate(names) if hints[name] is Author]
        self.others = [place + 1 for place in self.authors if place + 1 != _BY]
        self.shape = msgspec.defstruct(
            self.name,
            [_slot(field, hints[field.name]) for field in fields(made)],
            tag=self.name,
            array_like=True,
        )

    def restore(self, stored: msgspec.Struct, authors: Sequence[Author]) -> Event:
        values = list(self.values(stored))
        for place in self.authors:
            values[place] = authors[values[place]]
        return self.made(*values)


def _slot(field: Field[Any], hint: Any) -> Any:
    """The field as `defstruct` wants it; authors are stored as numbers."""
    kind = _Place if hint is Author else hint
    return (field.name, kind) if field.default is MISSING else (field.name, kind, field.default)


def stored_kinds() -> list[type[Event]]:
    """The classes of `chat.events` whose events are stored."""
    classes = [made for made in vars(facts).values() if isinstance(made, type)]
    return [m for m in classes if issubclass(m, Event) and m.stored and m is not Event]


_KINDS = {made: _Kind(made) for made in stored_kinds()}
_BY_SHAPE = {kind.shape: kind for kind in _KINDS.values()}
_take_author = attrgetter(*(field.name for field in fields(Author)))
_AuthorShape = msgspec.defstruct(
    "Author",
    [_slot(field, get_type_hints(Author)[field.name]) for field in fields(Author)],
    array_like=True,
)
_author = lru_cache(maxsize=1024)(Author)  # the same few say nearly everything
_EventShape: Any = reduce(or_, _BY_SHAPE)
_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(
    tuple[list[_AuthorShape], list[_EventShape]]  # type: ignore[valid-type]
)


def encode(events: Sequence[Event]) -> bytes:
    """One row's bytes. Authors are told apart by identity: users share theirs while unchanged."""
    places: dict[int, int] = {}
    authors: list[tuple[Any, ...]] = []
    rows: list[list[Any]] = []
    for event in events:
        kind = _KINDS[type(event)]
        row = [kind.name, *kind.values(event)]
        row[_BY] = _place(row[_BY], places, authors)
        for place in kind.others:
            row[place] = _place(row[place], places, authors)
        rows.append(row)
    return _encoder.encode((authors, rows))


def _place(author: Author, places: dict[int, int], authors: list[tuple[Any, ...]]) -> int:
    """Where the author is in the row's list; put there if new."""
    place = places.get(id(author))
    if place is None:
        place = places[id(author)] = len(authors)
        authors.append(_take_author(author))
    return place


def decode(row: bytes) -> list[Event]:
    """The events of one row. Equal authors of one row are one object. Raises `Unreadable`."""
    try:
        stored_authors, stored_events = _decoder.decode(row)
        authors = [_author(*_take_author(author)) for author in stored_authors]
        return [_BY_SHAPE[type(stored)].restore(stored, authors) for stored in stored_events]
    except (msgspec.DecodeError, IndexError) as error:
        raise Unreadable(str(error)) from error
