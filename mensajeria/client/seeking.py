"""`Query`: what somebody looks for, as people write it: `canción from:leo after:yesterday`.

The words before the colons are taken in English and in the reader's language. A day is a date or a
word for it; a moment is a time of today, or so long ago: 3h, 2d, 1w.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone
from typing import Final

from mensajeria.languages import N_, _
from mensajeria.wire.tags import format_tags

CAPABILITY: Final = "soju.im/search"
EVERYWHERE: Final = "*"
_A_MOMENT: Final = timedelta(milliseconds=1)
_DAY: Final = timedelta(days=1)
_AGO: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_FILTERS: Final = (N_("from:"), N_("in:"), N_("after:"), N_("before:"), N_("on:"))
_LONGEST_AGO: Final = 4
"""Digits."""


class NotAQuery(ValueError):
    """str() says why in one sentence."""


@dataclass(frozen=True)
class Query:
    """Each that is empty or None asks for nothing. Both moments count as found."""

    words: str = ""
    by: str = ""
    place: str = ""
    after: datetime | None = None
    before: datetime | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.by or self.after or self.before)

    def finds(self, by: str, text: str, at: datetime) -> bool:
        """Whether something said is meant, as far as it does not matter where. All of the words
        have to be there, in whatever case and with or without accents; a name counts as one.
        """
        said = _folded(f"{by} {text}")
        return (
            (not self.by or self.by.casefold() == by.casefold())
            and (self.after is None or self.after <= at)
            and (self.before is None or at <= self.before)
            and all(word in said for word in _folded(self.words).split())
        )

    def attributes(self, limit: int) -> str:
        """The parameter of SEARCH."""
        given = {
            "text": self.words,
            "from": self.by,
            "in": self.place,
            "after": stamp(self.after) if self.after is not None else "",
            "before": stamp(self.before) if self.before is not None else "",
            "limit": str(limit),
        }
        return format_tags({name: value for name, value in given.items() if value})


def parse(text: str, place: str, now: datetime) -> Query:
    """What somebody has typed. `place`: where to look if they do not say it, "" for everywhere;
    `now`: with the time zone in which they name times. Raises NotAQuery.
    """
    names = {_(name).casefold(): name for name in _FILTERS} | {name: name for name in _FILTERS}
    query, words = Query(place=place), []
    for word in text.split():
        name, colon, value = word.partition(":")
        learn = _LEARN.get(names.get(name.casefold() + colon, ""))
        if learn is None:
            words.append(word)
        elif value:
            query = learn(query, value, now)
    return replace(query, words=" ".join(words))


def _on(query: Query, value: str, now: datetime) -> Query:
    first, last = _span(value, now)
    return replace(query, after=first, before=last)


_LEARN: Final[dict[str, Callable[[Query, str, datetime], Query]]] = {
    "from:": lambda query, value, _now: replace(query, by=value.lstrip("@")),
    "in:": lambda query, value, _now: replace(query, place="" if value == EVERYWHERE else value),
    "after:": lambda query, value, now: replace(query, after=_span(value, now)[0]),
    "before:": lambda query, value, now: replace(query, before=_span(value, now)[0] - _A_MOMENT),
    "on:": _on,
}


def _span(text: str, now: datetime) -> tuple[datetime, datetime]:
    """From when to when a day is, or a moment. Raises NotAQuery."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    named = {_("today").casefold(): 0, "today": 0, _("yesterday").casefold(): 1, "yesterday": 1}
    ago = re.fullmatch(r"([0-9]+)([hdw])", text.casefold())
    try:
        if text.casefold() in named:
            return _day(today - named[text.casefold()] * _DAY)
        if ago and len(ago[1]) <= _LONGEST_AGO:
            return _moment(now - int(ago[1]) * _AGO[ago[2]])
        if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", text):
            return _moment(datetime.combine(today, time.fromisoformat(text.zfill(5)), now.tzinfo))
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return _day(datetime.fromisoformat(text).replace(tzinfo=now.tzinfo))
        if re.fullmatch(r"[0-9-]{10}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2})?", text):
            return _moment(datetime.fromisoformat(text).replace(tzinfo=now.tzinfo))
    except (ValueError, OverflowError):
        pass
    template = _(
        "{0} is no time; a day is written {1}, a moment 18:30 or, for so long ago, 3h or 2d."
    )
    raise NotAQuery(template.format(text, f"{now:%Y-%m-%d}"))


def _folded(text: str) -> str:
    """Without case and accents, as people look for things."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _day(begins: datetime) -> tuple[datetime, datetime]:
    return begins, begins + _DAY - _A_MOMENT


def _moment(at: datetime) -> tuple[datetime, datetime]:
    return at, at


def stamp(at: datetime) -> str:
    """A moment as IRCv3 writes it (server-time)."""
    return f"{at.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
