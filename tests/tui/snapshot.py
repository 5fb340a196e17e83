"""`snapshot`: what is on the screen as text that can be read, compared and kept.

First come the rows; then what their styles are, each under a letter; then of each row which style
goes on for how many columns. Rows of one style after another are written once.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from string import ascii_letters

from rich.segment import Segment
from rich.style import Style

from tests.tui.stage import Stage


def snapshot(on: Stage) -> str:
    """All of the screen that is in front."""
    rows = [list(strip) for strip in on.face.screen._compositor.render_strips()]
    letters: dict[str, str] = {}
    styled = [_styles(row, letters) for row in rows]
    legend = (f"{letter} {look}" for look, letter in letters.items())
    return "\n".join([*map(_text, rows), "", *legend, "", *_ranges(styled), ""])


def _text(row: list[Segment]) -> str:
    return "".join(segment.text for segment in row).rstrip()


def _styles(row: list[Segment], letters: dict[str, str]) -> str:
    """The styles of a row as letters and columns, "a12 b3"."""
    looks = [(_described(segment.style), segment.cell_length) for segment in row]
    runs = [
        (look, sum(columns for _look, columns in run))
        for look, run in groupby(looks, key=lambda each: each[0])
    ]
    return " ".join(
        f"{letters.setdefault(look, ascii_letters[len(letters)])}{columns}"
        for look, columns in runs
        if columns
    )


def _described(style: Style | None) -> str:
    """Colours and what is bold and so on, without where a link leads."""
    assert style is not None
    bare = style.clear_meta_and_links()
    return str(bare)


def _ranges(styled: list[str]) -> Iterator[str]:
    first = 1
    for runs, same in groupby(styled):
        last = first + len(list(same)) - 1
        yield f"{first}: {runs}" if first == last else f"{first}-{last}: {runs}"
        first = last + 1
