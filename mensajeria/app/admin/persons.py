"""`mensajeria admin export` and `forget`: what a server has of one person, to give or to delete.

A person is an account or, for who has none, a nick: whoever else was called so is the same to us.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import msgspec

from mensajeria.app.admin.exporting import private
from mensajeria.app.admin.not_done import NotDone
from mensajeria.app.admin.progress import shown
from mensajeria.chat.accounts import Account
from mensajeria.chat.belongings import BELONGINGS, key_of, without
from mensajeria.chat.events import Event
from mensajeria.chat.ownership import KeptChannel
from mensajeria.chat.records import Record, Recorded
from mensajeria.engine.turn import NOBODY
from mensajeria.languages import _
from mensajeria.storage.archive.forgetting import is_by
from mensajeria.storage.archive.reading import everything
from mensajeria.storage.codec import Unreadable
from mensajeria.storage.errors import StorageError, reason
from mensajeria.storage.lock import AlreadyLocked
from mensajeria.storage.opening import DATABASE, open_database, take_lock
from mensajeria.storage.records import read_records
from mensajeria.storage.writer import Writer
from mensajeria.wire.casemapping import Folded, fold
from mensajeria.wire.times import iso

SECRET: Final = ("credentials",)
"""Fields of records that nobody is given."""


# Export


def export(folder: Path, name: str, file: Path | None) -> str:
    """As JSON lines, to a new file or to standard output. Raises NotDone."""
    _must_be_there(folder)
    try:
        if file is None:
            sys.stdout.writelines(_exported(folder, fold(name)))
            return ""
        with open(file, "x", encoding="utf-8", opener=private) as opened:
            opened.writelines(_exported(folder, fold(name)))
    except FileExistsError as error:
        raise NotDone(_("there is a file {file} already").format(file=file)) from error
    except BrokenPipeError:  # whoever reads our output has enough: the command line's business
        raise
    except OSError as error:
        text = _("{file} cannot be written: {reason}")
        raise NotDone(text.format(file=file, reason=error.strerror)) from error
    except (sqlite3.Error, Unreadable) as error:
        raise _unusable(folder, error) from error
    return _("{file} has all that there is of {name}").format(file=file, name=name)


def _exported(folder: Path, name: Folded) -> Iterator[str]:
    for record in read_records(folder, BELONGINGS):
        if without(record, name) != record:
            yield _line({"kind": type(record).__name__, **_told(record, name)})
    for event in everything(folder):
        if is_by(event, name):
            yield _line({"kind": type(event).__name__, "time": iso(event.at), **_fields(event)})


def _told(record: Record, name: Folded) -> dict[str, Any]:
    """Of a channel only what it is to them; of all others, all that is no secret."""
    if isinstance(record, KeptChannel):
        ranks = {fold(account): modes for account, modes in record.access}
        return {
            "name": record.name,
            "founder": fold(record.founder) == name,
            "modes": ranks.get(name, ""),
        }
    fields: dict[str, Any] = msgspec.to_builtins(record)
    if isinstance(record, Account):
        fields["registered_at"] = iso(record.registered_at)
    return {key: value for key, value in fields.items() if key not in SECRET}


def _fields(event: Event) -> dict[str, Any]:
    """What others are is theirs: of them, the nick."""
    fields: dict[str, Any] = msgspec.to_builtins(event)
    fields["nick"] = fields.pop("by")["nick"]
    for other in ("to", "whom"):
        if isinstance(fields.get(other), dict):
            fields[other] = fields[other]["nick"]
    unneeded = ("at", "key", "only", "heard", *(("lines",) if not fields.get("lines") else ()))
    return {key: value for key, value in fields.items() if key not in unneeded}


def _line(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


# Forget


def forget(folder: Path, name: str) -> str:
    """Raises NotDone."""
    _must_be_there(folder)
    try:
        lock = take_lock(folder)
    except AlreadyLocked as error:
        raise NotDone(_("{reason}; stop it first").format(reason=error)) from error
    except StorageError as error:
        raise NotDone(str(error)) from error
    try:
        events, records = _forgotten(folder, fold(name))
    except StorageError as error:
        raise NotDone(str(error)) from error
    except (sqlite3.Error, Unreadable) as error:
        raise _unusable(folder, error) from error
    finally:
        lock.release()
    if not events and not records:
        raise NotDone(_("there is nothing of {name}").format(name=name))
    text = _("{name} is forgotten: {events} things said and done, {records} remembered")
    return text.format(name=name, events=events, records=records)


def _forgotten(folder: Path, name: Folded) -> tuple[int, int]:
    """How many events and records. The records last: until then it can be told who it was."""
    with closing(open_database(folder, "power")) as db, shown(_("forgetting")) as progress:
        writer = Writer(db)
        (all_,) = db.execute("SELECT count(*) FROM events").fetchone()
        events = writer.forget(name, lambda seen: progress(seen, max(seen, all_)))
        gone: list[Event] = []
        for record in read_records(folder, BELONGINGS):
            rest = without(record, name)
            if rest != record:
                gone.append(Recorded(0, "", NOBODY, type(record), key_of(record), rest))
        if gone:
            writer.write(gone)
        writer.erased = True
        writer.tidy()
    return events, len(gone)


def _must_be_there(folder: Path) -> None:
    if not (folder / DATABASE).exists():
        raise NotDone(_("there is no database in {folder}").format(folder=folder))


def _unusable(folder: Path, error: Exception) -> NotDone:
    why = reason(error) if isinstance(error, sqlite3.Error) else str(error)
    text = _("the database {path} cannot be used")
    return NotDone(f"{text.format(path=folder / DATABASE)}: {why}")
