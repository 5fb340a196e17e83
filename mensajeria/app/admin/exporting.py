"""`mensajeria admin export`: the whole history of a channel, for programs or for people.

A line at a time, so that memory does not grow with the history. The server may be running.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import BinaryIO, Final

from mensajeria.app.admin.not_done import NotDone
from mensajeria.app.admin.progress import shown
from mensajeria.app.admin.readable_lines import readable
from mensajeria.chat.events import Event
from mensajeria.languages import _
from mensajeria.storage.archive.reading import how_many, of_place
from mensajeria.storage.codec import Unreadable
from mensajeria.storage.errors import reason
from mensajeria.storage.opening import DATABASE
from mensajeria.storage.portable import KINDS, to_line
from mensajeria.wire.casemapping import fold

_Lines = Callable[[Event, str], list[bytes]]


def run(folder: Path, channel: str, file: Path | None, form: str) -> str:
    """Write it to the file, or to standard output. Raises NotDone."""
    if not (folder / DATABASE).is_file():
        raise NotDone(_("there is no database in {folder}").format(folder=folder))
    lines = LINES[form]
    try:
        total = how_many(folder, fold(channel))
        with _target(file) as target, shown(_("exporting")) as progress:
            count = _write(folder, channel, lines, target, lambda done: progress(done, total))
    except (sqlite3.Error, Unreadable) as error:
        told = reason(error) if isinstance(error, sqlite3.Error) else str(error)
        raise NotDone(_("the history cannot be read: {reason}").format(reason=told)) from error
    if not count:
        raise NotDone(_("nothing is stored of {channel}").format(channel=channel))
    text = _("{file} has {count} events of {channel}")
    return text.format(file=file, count=count, channel=channel) if file else ""


def _write(
    folder: Path,
    channel: str,
    lines: _Lines,
    target: BinaryIO,
    progress: Callable[[int], None],
) -> int:
    count = 0
    for event in of_place(folder, fold(channel)):
        if type(event).__name__ in KINDS:
            target.writelines(line + b"\n" for line in lines(event, channel))
            count += 1
            progress(count)
    return count


def _as_text(event: Event, _channel: str) -> list[bytes]:
    moment = (
        f"{datetime.fromtimestamp(event.at / 1000, timezone.utc).astimezone():[%Y-%m-%d %H:%M]}"
    )
    return [f"{moment} {line}".encode() for line in readable(event)]


LINES: Final[dict[str, _Lines]] = {
    "jsonl": lambda event, channel: [to_line(event, channel)],
    "text": _as_text,
}


@contextmanager
def _target(file: Path | None) -> Iterator[BinaryIO]:
    """A file that is not there yet, for our eyes only, or standard output. Raises NotDone."""
    if file is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        opened = open(file, "xb", opener=private)  # noqa: SIM115 - closed below
    except OSError as error:
        text = _("{file} cannot be written: {reason}")
        raise NotDone(text.format(file=file, reason=error.strerror)) from error
    with opened:
        yield opened


def private(path: str, flags: int) -> int:
    """An opener of files that nobody else may read."""
    return os.open(path, flags, 0o600)
