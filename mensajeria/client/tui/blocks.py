"""How an entry looks as rows of text: times, names in a column, grouped by author. No Textual.

A piece of a row is a style and a text as in `wording`; beside its styles there are "time", "mark"
(what stands in the place of a name), "rule", "new", "mention", "pending", "refused", "link",
"quote" (of what is answered), and "react" or, where we are among them, "reacted". After a space
there may stand a look, as in `formatting`, or the sign of those who reacted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from mensajeria.client.clean import clean
from mensajeria.client.formatting import plain, runs
from mensajeria.client.rooms.entries import Begun, Entry, Fate, Gap, Moved, Noted, Spoken
from mensajeria.client.wording import Piece, Pieces, Scene, duration, words_for
from mensajeria.client.wrapping import columns_of, fitted, wrapped
from mensajeria.languages import N_, _, plural

Rows = list[Pieces]

_TOGETHER: Final = timedelta(minutes=5)
"""What one person says within this time needs their name once."""

_WIDE, _NARROW, _NARROW_BELOW = 12, 8, 64  # columns for names
_TIME: Final = len("12:01 ")
_LEAST_TEXT: Final = 10
_MOST_NAMED: Final = 12
_FEW: Final = 4
"""So many who reacted in the same way are counted, not named."""

_LINK: Final = re.compile(r"(?:https?|ircs?)://[^\s<>\"]+[^\s<>\"'.,;:!?]")
_DAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


@dataclass(frozen=True)
class Frame:
    """What rows depend on beside their entry: columns there are, who reads, and what day it is."""

    width: int
    me: str
    today: date

    @property
    def names(self) -> int:
        """Columns that names get."""
        return _NARROW if self.width < _NARROW_BELOW else _WIDE

    @property
    def indent(self) -> int:
        """Where texts begin."""
        return _TIME + self.names + 1

    @property
    def text(self) -> int:
        """Columns that a text gets; one is left free at the right."""
        return max(_LEAST_TEXT, self.width - self.indent - 1)


def rows_of(entry: Entry, before: Entry | None, frame: Frame, *, is_new: bool = False) -> Rows:
    """All rows of an entry, with those that part it from what is above. `is_new`: it is the first
    that was not read.
    """
    if isinstance(entry, (Gap, Begun)):
        return [_rule("warning" if isinstance(entry, Gap) else "rule", _lack(entry), frame.width)]
    local = entry.at.astimezone()
    day = local.date()
    begins = before is None or isinstance(before, (Gap, Begun)) or _day_of(before) != day
    rows = [_rule("rule", named(day, frame.today), frame.width)] if begins else []
    rows += [_rule("new", _("new"), frame.width)] if is_new else []
    if isinstance(entry, Spoken) and entry.ignored:
        return rows
    grouped = not rows and _continues(entry, before)
    mark, body = _mark_and_body(entry, frame)
    if not body:
        return []
    head = _head(local, _Placed(mark, grouped, _same_minute(entry, before) and grouped), frame)
    lines = [*_broken(body, frame.text), *_reactions(entry, frame)]
    margin: Piece = ("text", " " * frame.indent)
    rows += [[margin, piece] for piece in _quoted(entry, frame)]
    return [*rows, [*head, *lines[0]], *([margin, *line] for line in lines[1:])]


def text_of(entry: Entry, frame: Frame) -> str:
    """What the rows of an entry say between its head and its reactions."""
    _mark, body = _mark_and_body(entry, frame)
    text = "".join(words for _style, words in body)
    return "\n".join(map(clean, text.split("\n")))


def first_of_text(rows: Rows) -> int:
    """Which of an entry's rows has its head; as many as there are if it has none."""
    return next((at for at, row in enumerate(rows) if row[0][0] == "time"), len(rows))


def with_head(entry: Entry, rows: Rows, row: int, frame: Frame) -> Pieces:
    """One of an entry's rows, with time and name also if they stand further up."""
    pieces, first = rows[row], first_of_text(rows)
    if row < first or (row == first and pieces[HEAD - 2][1].strip()):
        return pieces
    mark, _body = _mark_and_body(entry, frame)
    head = _head(entry.at.astimezone(), _Placed(mark, grouped=False, same_minute=False), frame)
    quiet = [("mark", text) if style == "nick" else (style, text) for style, text in head]
    return [*quiet, *pieces[HEAD if row == first else 1 :]]


def _day_of(entry: Entry) -> date:
    return entry.at.astimezone().date()


def _lack(entry: Gap | Begun) -> str:
    """What there is to say about something that is not shown."""
    if isinstance(entry, Begun):
        return _("the history begins here")
    if entry.filling:
        return _("loading…")
    if entry.away_s is None:
        return _("more messages here: keep scrolling")
    away = duration(entry.away_s)
    return _("{time} offline, there are more messages: keep scrolling").format(time=away)


def _quoted(entry: Entry, frame: Frame) -> Pieces:
    """What an entry answers, in one row above it."""
    if not isinstance(entry, Spoken) or not entry.answers:
        return []
    answered = entry.replies_to
    if answered is None:
        words = _("something earlier")
    else:
        said = _("(deleted)") if answered.deleted else plain(answered.text)
        words = f"{answered.by}: {said}"
    return [("quote", fitted(clean(f"╭ {words}".replace("\n", " ")), frame.text))]


def _reactions(entry: Entry, frame: Frame) -> Rows:
    """Who put which signs to it, below."""
    if not isinstance(entry, Spoken) or not entry.reactions:
        return []
    told: Pieces = []
    for sign, people in entry.reactions.items():
        names = _names(people) if len(people) < _FEW else str(len(people))
        style = "reacted" if frame.me in people else "react"
        told += [("event", "   ")] if told else []
        told.append((f"{style} {sign}", f"{sign} {names}"))
    return wrapped(told, frame.text, frame.text, breaks_words=True)


def _broken(body: Pieces, width: int) -> Rows:
    """The rows of a text, of which the lines are kept."""
    lines: list[Pieces] = [[]]
    for style, text in body:
        first, *others = text.split("\n")
        lines[-1].append((style, first))
        lines += [[(style, other)] for other in others]
    return [row for line in lines for row in wrapped(line, width, width, breaks_words=True)]


def named(day: date, today: date) -> str:
    """A day as people call it, and its date."""
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return f"{_(_DAYS[day.weekday()])} {day.isoformat()}"


@dataclass(frozen=True)
class _Placed:
    mark: Piece
    grouped: bool
    same_minute: bool


HEAD: Final = 4
"""Pieces of a row that are its head."""


def _head(at: datetime, placed: _Placed, frame: Frame) -> Pieces:
    """Time and name, right-aligned; blank where the row above says the same."""
    time = " " * _TIME if placed.same_minute else f"{at:%H:%M} "
    style, name = ("mark", "") if placed.grouped else placed.mark
    name = fitted(clean(name), frame.names)
    space = " " * (frame.names - columns_of(name))
    return [("time", time), ("text", space), (style, name), ("text", " ")]


def _continues(entry: Entry, before: Entry | None) -> bool:
    """Whether the same person goes on talking."""
    return (
        isinstance(entry, Spoken)
        and isinstance(before, Spoken)
        and entry.by == before.by
        and entry.kind == before.kind == "message"
        and entry.replies_to is None
        and abs(entry.at - before.at) < _TOGETHER
    )


def _same_minute(entry: Entry, before: Entry | None) -> bool:
    return before is not None and f"{entry.at:%H:%M}" == f"{before.at:%H:%M}"


def _mark_and_body(entry: Entry, frame: Frame) -> tuple[Piece, Pieces]:
    if isinstance(entry, Spoken):
        return _spoken(entry)
    if isinstance(entry, Moved):
        return ("mark", "⇄"), _moved(entry)
    assert isinstance(entry, Noted)
    return _noted(entry, frame)


def _spoken(entry: Spoken) -> tuple[Piece, Pieces]:
    mark: Piece = ("nick", entry.by)
    body = _formatted(entry.text, _style_of(entry))
    if entry.kind == "action":
        mark, body = ("mark", "*"), [("nick", entry.by), ("text", " "), *body]
    elif entry.kind == "notice":
        body = [("event", "(!) "), *body]
    if entry.to_rank:
        body = [("event", f"({entry.to_rank}) "), *body]
    if entry.deleted:
        return mark, [("event", _("(deleted)"))]
    if entry.edited:
        body.append(("event", " " + _("(edited)")))
    if entry.fate is Fate.PENDING:
        body.append(("event", " …"))
    if entry.fate is Fate.REFUSED:
        body.append(("warning", "  " + _("not sent: {why}").format(why=entry.why)))
    if entry.fate is Fate.UNCERTAIN:
        body.append(("warning", "  " + _("perhaps not sent: {why}").format(why=entry.why)))
    return mark, body


def _style_of(entry: Spoken) -> str:
    if entry.fate is Fate.SAID:
        return "mention" if entry.mentions_us else "text"
    return "refused" if entry.fate is Fate.REFUSED else "pending"


def _formatted(text: str, style: str) -> Pieces:
    """A text as its author wants it to look."""
    pieces: Pieces = []
    for look, run in runs(text):
        pieces += linked(run, f"{style} {look}".rstrip())
    return pieces


def linked(text: str, style: str) -> Pieces:
    """A text with its links as pieces of their own."""
    pieces, place = [], 0
    for found in _LINK.finditer(text) if "://" in text else ():
        link = found[0]
        if link[-1] == ")" and link.count(")") > link.count("("):
            link = link[:-1].rstrip(".,;:!?")
        pieces += [(style, text[place : found.start()]), ("link", link)]
        place = found.start() + len(link)
    return [piece for piece in [*pieces, (style, text[place:])] if piece[1]] or [(style, " ")]


def _moved(entry: Moved) -> Pieces:
    sums = entry.summed_up()
    told = (
        ("came", plural("{names} came in", "{names} came in", len(sums["came"]))),
        ("left", plural("{names} left", "{names} left", len(sums["left"]))),
        ("visited", plural("{names} looked in", "{names} looked in", len(sums["visited"]))),
        ("returned", plural("{names} came back", "{names} came back", len(sums["returned"]))),
        ("renamed", "{names}"),
    )
    parts = [template.format(names=_names(sums[sum_])) for sum_, template in told if sums[sum_]]
    return [("event", " · ".join(parts))] if parts else []


def _names(names: list[str]) -> str:
    shown, more = names[:_MOST_NAMED], len(names) - _MOST_NAMED
    listed = ", ".join(shown)
    return listed + (_(" and {count} more").format(count=more) if more > 0 else "")


def _noted(entry: Noted, frame: Frame) -> tuple[Piece, Pieces]:
    if isinstance(entry.about, str):
        return ("mark", "--"), [("warning", entry.about)]
    pieces = words_for(entry.about, Scene(frame.me))
    if pieces and pieces[0][1].startswith("-- "):
        style, text = pieces[0]
        pieces[0] = (style, text[3:])
    linked_pieces: Pieces = []
    for style, text in pieces:
        linked_pieces += linked(text, style) if style == "event" and text else [(style, text)]
    return ("mark", "--"), linked_pieces


def _rule(style: str, text: str, width: int) -> Pieces:
    """A line across, with a word in its middle."""
    room = max(0, width - columns_of(text) - 3)
    left = room // 2
    return [(style, f"{'─' * left} {text} {'─' * (room - left)}")]
