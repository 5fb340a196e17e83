"""Events of a channel <-> lines of JSON that other programs can read, and we can read back.

A line is an object: `kind` (the class of event), `time`, `msgid`, `by` (who did it), then the other
fields of its class that are not as by default. What only one server knows (numbers of users) or
what follows from the rest (folded names) is not there. What is read is taken for anybody's work.
"""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import datetime, timezone
from typing import Any, Final

import msgspec

from mensajeria.chat import events as facts
from mensajeria.chat.events import Author, Event, sent_in
from mensajeria.storage.codec import Unreadable
from mensajeria.wire.casemapping import fold, is_channel

KINDS: Final[dict[str, type[Event]]] = {
    kind.__name__: kind
    for kind in (
        facts.Said,
        facts.Signalled,
        facts.Joined,
        facts.Parted,
        facts.Kicked,
        facts.Quitted,
        facts.NickChanged,
        facts.TopicChanged,
        facts.ModeChanged,
        facts.ChannelRenamed,
    )
}
"""What happens in a channel. What is left of deleted messages is of no use elsewhere."""

LONGEST: Final = 500
"""Bytes of one line of a text, about as many as fit a line of IRC."""

_FOLLOWS: Final = {"key": "channel", "new_key": "name"}
"""Folded names, and what they are of."""

_LEFT_OUT: Final = {"at", "by", "channels", "heard", "only", *_FOLLOWS}
_NAMES: Final = {"nick", "mask", "channel", "verb", "name", "prefix"}
"""What must not have a space in it, or a line would say something else."""

_MILLISECOND: Final = 1000
_encode = msgspec.json.Encoder().encode


def to_line(event: Event, channel: str) -> bytes:
    """One line, without its end. The event is one of `KINDS`; it was found in this channel."""
    row: dict[str, Any] = {"kind": type(event).__name__, "time": _written(event.at)}
    row |= {"msgid": event.msgid, "by": _person(event.by), "channel": channel}
    for field in fields(event):
        value = getattr(event, field.name)
        if field.name not in _LEFT_OUT and value != field.default:
            row[field.name] = _person(value) if isinstance(value, Author) else value
    return _encode(row)


def from_line(line: bytes, channel: str | None = None) -> Event:
    """The event, in `channel` instead if one is given. Raises `Unreadable`."""
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
        kind = KINDS[row["kind"]]
        names = {field.name for field in fields(kind)}
        row["channel"] = channel or row["channel"]
        row |= {"at": _read(row["time"]), "channels": (fold(row["channel"]),)}
        row["by"] |= {"uid": 0}
        if "whom" in names:
            row["whom"] |= {"uid": 0}
        row |= {name: fold(row[of]) for name, of in _FOLLOWS.items() if name in names}
        event = msgspec.convert({name: row[name] for name in names & row.keys()}, kind)
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(str(error)) from error
    refuse_unfit(event)
    return event


def _person(author: Author) -> dict[str, Any]:
    given = ((field, getattr(author, field.name)) for field in fields(author))
    required = ("nick", "mask", "account", "realname", "bot")
    return {
        field.name: value
        for field, value in given
        if field.name in required or (field.name != "uid" and value != field.default)
    }


def _written(at: int) -> str:
    moment = datetime.fromtimestamp(at // _MILLISECOND, timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{at % _MILLISECOND:03d}Z"


def _read(time: str) -> int:
    moment = datetime.strptime(time, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
    return round(moment.timestamp() * _MILLISECOND)


def refuse_unfit(event: Event) -> None:
    """What could not have been on a line of IRC. Raises `Unreadable`."""
    for name, text in _texts(event):
        several = name == "text" and isinstance(event, facts.Said) and event.lines
        breaks = "\0\r" if several else "\0\r\n"
        if any(each in text for each in breaks) or (name in _NAMES and re.search(r"\s", text)):
            raise Unreadable(f"{name} has characters that it cannot have")
    channel = getattr(event, "channel", "#x")
    if not is_channel(channel, LONGEST) or event.at < 0 or not event.msgid:
        raise Unreadable("channel, time or msgid is not right")
    if isinstance(event, facts.Said):
        _refuse_unfit_text(event)


def _texts(event: Any) -> list[tuple[str, str]]:
    """Every text in it, those of its people and in its lists too, with the name of its field."""
    found: list[tuple[str, str]] = []
    for field in fields(event):
        value = getattr(event, field.name)
        if isinstance(value, Author):
            found += _texts(value)
        elif isinstance(value, str):
            found.append((field.name, value))
        elif field.name == "tags":
            found += [("nick", key) for key, _ in value] + [("tag", text) for _, text in value]
        elif field.name == "changes":
            found += [("changes", each) for each in value]
    return found


def _refuse_unfit_text(event: facts.Said) -> None:
    lines = list(sent_in(event.text, event.lines)) if event.lines else [(event.text, True)]
    whole = "".join(text if goes_on else f"\n{text}" for text, goes_on in lines)
    fit = all(len(text.encode()) <= LONGEST and "\n" not in text for text, _ in lines)
    if event.verb not in ("PRIVMSG", "NOTICE") or not fit or whole.removeprefix("\n") != event.text:
        raise Unreadable("no message could be like that")
