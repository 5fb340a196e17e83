"""`mensajeria admin import`: history from our own JSON lines, or from a client's log.

A line at a time, so that memory does not grow with the file. Lines that cannot be read are counted
and told of; nothing is brought in twice (see `storage.archive.adding`).
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO, Final

from mensajeria.app.admin.chat_logs import irssi, weechat
from mensajeria.app.admin.chat_logs.logged import Aside, Logged
from mensajeria.app.admin.not_done import NotDone
from mensajeria.app.admin.progress import shown
from mensajeria.chat.events import Author, Event, Said
from mensajeria.languages import _, plural
from mensajeria.storage.archive.adding import Past, past_of
from mensajeria.storage.codec import Unreadable
from mensajeria.storage.errors import StorageError, reason
from mensajeria.storage.lock import AlreadyLocked
from mensajeria.storage.portable import LONGEST, from_line, refuse_unfit
from mensajeria.wire.casemapping import fold, is_channel

_LOT: Final = 500
"""Events of one transaction."""

_LONGEST_LINE: Final = 1 << 20
"""Bytes; what is longer is no line of any of these."""


@dataclass
class Tally:
    """What became of the lines so far."""

    added: int = 0
    known: int = 0
    other: int = 0
    unreadable: int = 0
    first: int = 0
    """The number of the first that could not be read."""

    def aside(self, what: Aside, number: int) -> None:
        if what is Aside.OTHER:
            self.other += 1
        else:
            self.unreadable += 1
            self.first = self.first or number

    def words(self) -> str:
        said = [
            _("{count} added").format(count=self.added),
            _("{count} already there").format(count=self.known),
        ]
        if self.other:
            text = plural(
                "{count} line tells of something else",
                "{count} lines tell of something else",
                self.other,
            )
            said.append(text.format(count=self.other))
        if self.unreadable:
            text = plural(
                "{count} line could not be read: line {number}",
                "{count} lines could not be read, the first is line {number}",
                self.unreadable,
            )
            said.append(text.format(count=self.unreadable, number=self.first))
        return "; ".join(said)


def run(folder: Path, file: Path, form: str | None, channel: str | None, day: date | None) -> str:
    """Bring the file in and say what became of it. Raises NotDone."""
    if channel is not None and not is_channel(channel, 64):
        raise NotDone(_("{name} is no name of a channel").format(name=channel))
    tally = Tally()
    try:
        with file.open("rb") as opened, past_of(folder) as past, shown(_("importing")) as progress:
            form = form or _guessed(opened)
            size = os.fstat(opened.fileno()).st_size
            lines = _lines(opened, lambda done: progress(done, size))
            _bring_in(lines, form, channel, day, past, tally)
    except AlreadyLocked as error:
        raise NotDone(_("{reason}; stop it first").format(reason=error)) from error
    except StorageError as error:
        raise NotDone(str(error)) from error
    except sqlite3.Error as error:
        text = _("{tally}; then it could not be stored ({reason}): import it again later")
        raise NotDone(text.format(tally=tally.words(), reason=reason(error))) from error
    except OSError as error:
        text = _("{file} cannot be read: {reason}")
        raise NotDone(text.format(file=file, reason=error.strerror)) from error
    return tally.words()


def _guessed(file: BinaryIO) -> str:
    """The format, by how the file begins, which is then read from its beginning."""
    begin = file.read(64).lstrip()
    file.seek(0)
    if begin.startswith(b"{"):
        return "jsonl"
    return "weechat" if b"\t" in begin else "irssi"


def _lines(file: BinaryIO, progress: Callable[[int], None]) -> Iterator[bytes]:
    done = 0
    while line := file.readline(_LONGEST_LINE):
        done += len(line)
        progress(done)
        yield line.rstrip(b"\r\n")


def _bring_in(
    lines: Iterable[bytes],
    form: str,
    channel: str | None,
    day: date | None,
    past: Past,
    tally: Tally,
) -> None:
    if form == "jsonl":
        _bring_in_events(lines, channel, past, tally)
        return
    if channel is None:
        raise NotDone(_("a log does not say of which channel it is; --channel '#x' does"))
    texts = map(_text, lines)
    if form == "weechat":
        _bring_in_log(weechat.read(texts), channel, weechat.SECONDS, past, tally)
    else:
        _bring_in_log(irssi.read(texts, day), channel, irssi.SECONDS, past, tally)


def _bring_in_events(lines: Iterable[bytes], channel: str | None, past: Past, tally: Tally) -> None:
    events = _events(lines, channel, tally)
    while lot := list(islice(events, _LOT)):
        added = past.add(lot)
        tally.added += added
        tally.known += len(lot) - added


def _events(lines: Iterable[bytes], channel: str | None, tally: Tally) -> Iterator[Event]:
    for number, line in enumerate(lines, 1):
        try:
            event = from_line(line, channel)
            _refuse_future(event)
            yield event
        except Unreadable:
            tally.aside(Aside.UNREADABLE if line.strip() else Aside.OTHER, number)


def _bring_in_log(
    log: Iterable[Logged | Aside], channel: str, seconds: int, past: Past, tally: Tally
) -> None:
    """What has the same time in it is looked at together."""
    for _at, same in groupby(_said(log, channel, tally), key=lambda said: said.at):
        messages = list(same)
        added = past.add_said(_in_order(messages), messages[0].at + seconds * 1000)
        tally.added += added
        tally.known += len(messages) - added


def _said(log: Iterable[Logged | Aside], channel: str, tally: Tally) -> Iterator[Said]:
    for number, line in enumerate(log, 1):
        if isinstance(line, Aside):
            tally.aside(line, number)
            continue
        try:
            yield _message(line, channel)
        except (Unreadable, ValueError, OverflowError):
            tally.aside(Aside.UNREADABLE, number)


def _message(line: Logged, channel: str) -> Said:
    """Its time is that of this machine's zone. Raises ValueError, OverflowError, Unreadable."""
    at = round(line.at.timestamp() * 1000)
    by = Author(0, line.nick, f"{line.nick}!~imported@imported", None, line.nick, False)
    if not line.text or not line.nick or set(line.nick) & set("!@:"):
        raise Unreadable("nobody could have said this")
    message = Said(at, "-", by, line.verb, channel, fold(channel), line.text)
    if len(line.text.encode()) > LONGEST:
        message.lines = tuple(_lengths(line.text))
    _refuse_future(message)
    refuse_unfit(message)
    return message


def _lengths(text: str) -> Iterator[int]:
    """Characters of the lines of IRC in which a long text is shown."""
    while text:
        line = text.encode()[:LONGEST].decode(errors="ignore")
        yield len(line)
        text = text[len(line) :]


def _in_order(messages: list[Said]) -> list[Said]:
    """A millisecond apart, so that each moment has one; with ids that are always the same."""
    begun = messages[0].at
    return [
        replace(each, at=begun + place, msgid=_msgid(each, place))
        for place, each in enumerate(messages)
    ]


def _msgid(message: Said, place: int) -> str:
    words = (message.key, str(message.at), str(place), message.by.nick, message.text)
    return f"log{blake2b(chr(0).join(words).encode(), digest_size=12).hexdigest()}"


def _refuse_future(event: Event) -> None:
    """The server's time never goes back: it would go on from there. Raises Unreadable."""
    if event.at > time.time_ns() // 1_000_000:
        raise Unreadable("it has not happened yet")


def _text(line: bytes) -> str:
    """UTF-8 or, in old logs, Latin-1."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")
