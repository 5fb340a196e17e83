"""What is shown, line by line: happenings put into words, painted and written out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from mensajeria.client.happenings import Happening, Lost, Unreachable, Welcomed
from mensajeria.client.plain.paint import Paint
from mensajeria.client.wording import Pieces, Scene, warning, words_for
from mensajeria.client.wrapping import wrapped

_TIME: Final = len("[12:01] ")
_INDENT: Final = len("[12:01] -- ")


def local_time() -> datetime:
    """Now, where this machine is."""
    return datetime.now().astimezone()


class Screen:
    """A place for lines. `write` gets each without its end; times are those of this machine."""

    def __init__(
        self,
        write: Callable[[str], None],
        paint: Paint,
        now: Callable[[], datetime] = local_time,
        *,
        dated: bool = False,
        columns: Callable[[], int] | None = None,
    ) -> None:
        """`dated`: say at the start, too, which day it is; `columns`: those of the terminal, for
        lines to be broken at words.
        """
        self._write = write
        self._paint = paint
        self._now = now
        self._columns = columns
        self._day: date | None = None if dated else now().date()
        self._trouble: type[Happening] | None = None  # the latest, to be told of once

    def show(self, happening: Happening, scene: Scene) -> None:
        """Show a happening, unless it is one that nobody reads or that was just shown."""
        again = isinstance(happening, (Unreachable, Lost)) and type(happening) is self._trouble
        if isinstance(happening, (Unreachable, Lost, Welcomed)):
            self._trouble = type(happening)
        pieces = [] if again else words_for(happening, scene)
        if pieces:
            at = happening.at.astimezone(self._now().tzinfo) if happening.at else self._now()
            self._put(pieces, at)

    def tell(self, sentence: str) -> None:
        """Show a sentence of our own."""
        self._put(warning(sentence), self._now())

    def _put(self, pieces: Pieces, at: datetime) -> None:
        if at.date() != self._day:
            self._day = at.date()
            self._write(self._paint.line([("event", f"-- {self._day}")], at))
        first, *others = self._broken(pieces)
        lines = [self._paint.line(first, at)]
        lines += [" " * _INDENT + self._paint.pieces(line) for line in others]
        self._write("\n".join(lines))

    def _broken(self, pieces: Pieces) -> list[Pieces]:
        """The lines for these pieces. What people say stays in one, to be copied as it is."""
        if self._columns is None or any(style == "text" for style, _text in pieces):
            return [pieces]
        room = self._columns() - 1  # some terminals go to the next line after the last column
        return wrapped(pieces, room - _TIME, room - _INDENT)
