"""Any event that is stored comes back exactly as it was."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from mensajeria.chat.events import Author, Event, Tags
from mensajeria.storage.codec import Unreadable, decode, encode, stored_kinds
from mensajeria.wire.casemapping import Folded

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBER = st.integers(0, 2**63 - 1)
AUTHOR = st.builds(
    Author,
    uid=NUMBER,
    nick=TEXT,
    mask=TEXT,
    account=st.none() | TEXT,
    realname=TEXT,
    bot=st.booleans(),
)
OF_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    int: NUMBER,
    str: TEXT,
    Folded: TEXT,
    Author: AUTHOR,
    Tags: st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    tuple[str, ...]: st.lists(TEXT, max_size=3).map(tuple),
    tuple[Folded, ...]: st.lists(TEXT, max_size=3).map(tuple),
    tuple[int, ...]: st.lists(NUMBER, max_size=3).map(tuple),
    tuple[int, ...] | None: st.none() | st.lists(NUMBER, max_size=3).map(tuple),
}


def of_kind(kind: type[Event], authors: st.SearchStrategy[Author]) -> st.SearchStrategy[Event]:
    hints = get_type_hints(kind)
    values = {field.name: OF_TYPE[hints[field.name]] for field in fields(kind)}
    values.update({name: authors for name in values if hints[name] is Author})
    return st.builds(kind, **values)


@st.composite
def batches(draw: st.DrawFn) -> list[Event]:
    """Events of a few authors, who may be equal without being the same object."""
    authors = st.sampled_from(draw(st.lists(AUTHOR, min_size=1, max_size=4)))
    events = st.one_of([of_kind(kind, authors) for kind in stored_kinds()])
    return draw(st.lists(events, max_size=8))


@given(batches())
def test_what_was_stored_comes_back(batch: list[Event]) -> None:
    restored = decode(encode(batch))
    assert restored == batch
    assert repr(restored) == repr(batch)  # so 1 is not True, a tuple not a list


@given(st.binary(max_size=200) | batches().map(encode).flatmap(lambda row: cut(row)))
def test_any_bytes_are_readable_or_unreadable(row: bytes) -> None:
    try:
        events = decode(row)
    except Unreadable:
        return
    assert all(isinstance(event, Event) for event in events)


def cut(row: bytes) -> st.SearchStrategy[bytes]:
    return st.integers(0, len(row)).map(lambda end: row[:end])
