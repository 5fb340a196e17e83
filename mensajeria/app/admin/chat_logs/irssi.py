"""irssi's logs, as it writes them by default: `12:01 <@ana> hola`.

The date is in lines of its own, `--- Log opened Tue Nov 24 11:08:27 2026` and `--- Day changed Wed
Nov 25 2026`, with the months' names in the language of whoever ran irssi; actions are `12:01  * ana
saluda`, notices `12:01 -ana:#general- aviso`, and `12:01 -!- ` tells of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Final

from mensajeria.app.admin.chat_logs.logged import RANKS, Aside, Logged, action

SECONDS: Final = 60
"""How exactly the time of a line is known."""

_MONTHS: Final = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "ene feb mar abr may jun jul ago sep oct nov dic",
    )
    for number, name in enumerate(names.split(), 1)
}
_BEGINS: Final = ("--- Log opened ", "--- Day changed ")
_DAY: Final = re.compile(
    r"--- (?:Log opened|Day changed) \S+ (\w{3})\w*\.? (\d\d?) (?:[\d:]+ )?(\d{4})"
)
_LINE: Final = re.compile(r"([012]\d):([0-5]\d)(?::[0-5]\d)? (.*)", re.DOTALL)
_SAID: Final = re.compile(rf"<[ {re.escape(RANKS)}]?([^<>\s]+)> (.*)", re.DOTALL)
_DONE: Final = re.compile(r" \* ([^\s]+) (.*)", re.DOTALL)
_NOTICE: Final = re.compile(r"-([^\s:]+):[^\s]+- (.*)", re.DOTALL)


def read(lines: Iterable[str], day: date | None = None) -> Iterator[Logged | Aside]:
    """One outcome for each line (without its end); `day`: of what comes before the first date."""
    for line in lines:
        if line.startswith(_BEGINS):
            day = _day(line)
            yield Aside.OTHER if day else Aside.UNREADABLE
        elif line.startswith("---") or not line.strip():
            yield Aside.OTHER
        else:
            yield _read(line, day)


def _day(line: str) -> date | None:
    found = _DAY.match(line)
    if found is None or found[1].lower() not in _MONTHS:
        return None
    try:
        return date(int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
    except ValueError:
        return None


def _read(line: str, day: date | None) -> Logged | Aside:
    found = _LINE.fullmatch(line)
    if found is None or day is None or int(found[1]) > 23:
        return Aside.UNREADABLE
    return _said(datetime.combine(day, time(int(found[1]), int(found[2]))), found[3])


def _said(at: datetime, rest: str) -> Logged | Aside:
    if said := _SAID.fullmatch(rest):
        return Logged(at, said[1], said[2])
    if done := _DONE.fullmatch(rest):
        return Logged(at, done[1].lstrip(RANKS), action(done[2]))
    if notice := _NOTICE.fullmatch(rest):
        return Logged(at, notice[1], notice[2], "NOTICE")
    return Aside.OTHER if rest.startswith(("-!-", "[", "!")) else Aside.UNREADABLE
