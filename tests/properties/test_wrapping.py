"""Long lines are broken as one would do it by hand, whatever they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.client.wrapping import columns_of, fitted, wrapped

text = st.text("ab 漢\u0301", max_size=24)
columns = st.integers(2, 9)


def lines_of(text: str, room: int, others: int) -> Iterator[str]:
    """As many words as fit, one at least; those that nobody sees need no line of their own."""
    ends = [word.end() for word in re.finditer("[^ ]+", text)]
    before = [0, *(columns_of(text[:end]) for end in ends)]
    after = dict(zip(ends, before, strict=False))
    fitting = [*takewhile(lambda end: not after[end] or columns_of(text[:end]) <= room, ends)]
    if len(fitting) == len(ends):
        yield text
    else:
        yield text[: fitting[-1]]
        yield from lines_of(text[fitting[-1] :].lstrip(" "), others, others)


def parts_of(line: str, room: int) -> Iterator[str]:
    """As many signs as fit."""
    if columns_of(line) <= room:
        yield line
    else:
        longest = max(end for end in range(1, len(line)) if columns_of(line[:end]) <= room)
        yield line[:longest]
        yield from parts_of(line[longest:], room)


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(["text", "nick"]), text), max_size=4), columns, columns)
def test_lines_are_broken_as_by_hand(
    pieces: list[tuple[str, str]], first: int, others: int
) -> None:
    whole = "".join(text for _style, text in pieces)
    lines = list(lines_of(whole, first, others))
    assert _texts(wrapped(pieces, first, others)) == lines
    parts = [part for line in lines for part in parts_of(line, min(first, others))]
    broken = wrapped(pieces, first, others, breaks_words=True)
    assert _texts(broken) == (parts if not whole.isascii() or len(whole) > first else [whole])
    styles = [style for style, text in pieces for sign in text if sign != " "]
    assert [style for line in broken for style, text in line for s in text if s != " "] == styles


def _texts(lines: list[list[tuple[str, str]]]) -> list[str]:
    return ["".join(text for _style, text in line) for line in lines]


@given(text, columns)
def test_what_has_no_room_is_left_out_before_a_mark(text: str, room: int) -> None:
    shown = fitted(text, room)
    if columns_of(text) <= room:
        assert shown == text
    else:
        ends = [end for end in range(len(text)) if columns_of(text[:end]) < room]
        assert shown == text[: ends[-1]] + "…"
