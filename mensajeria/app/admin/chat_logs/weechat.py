"""WeeChat's logs, as it writes them by default: date and time, prefix and message between tabs.

`2026-11-24 12:01:05<TAB>@ana<TAB>hola`; actions have the prefix ` *`; prefixes that are no nick
(`-->`, `--`, `=!=`) tell of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from mensajeria.app.admin.chat_logs.logged import RANKS, Aside, Logged, action

SECONDS: Final = 1
"""How exactly the time of a line is known."""

_LINE: Final = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\t([^\t]*)\t(.*)", re.DOTALL)
_NOTICE: Final = re.compile(r"Notice\(([^()\s]+)\): (.*)", re.DOTALL)
_NO_NICKS: Final = {"", "-->", "<--", "--", "=!=", "*"}


def read(lines: Iterable[str]) -> Iterator[Logged | Aside]:
    """One outcome for each line (without its end)."""
    return map(_read, lines)


def _read(line: str) -> Logged | Aside:
    found = _LINE.fullmatch(line)
    if found is None:
        return Aside.UNREADABLE if line.strip() else Aside.OTHER
    written, prefix, message = found.groups()
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return Aside.UNREADABLE
    return _said(at, prefix.strip(), message)


def _said(at: datetime, prefix: str, message: str) -> Logged | Aside:
    if prefix == "*":
        nick, _, what = message.partition(" ")
        return Logged(at, nick.lstrip(RANKS), action(what))
    if prefix == "--" and (notice := _NOTICE.fullmatch(message)):
        return Logged(at, notice[1], notice[2], "NOTICE")
    if prefix in _NO_NICKS:
        return Aside.OTHER
    return Logged(at, prefix.lstrip(RANKS), message)
