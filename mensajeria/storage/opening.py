"""Making the data folder and opening the database in it. What is wrong is said in one sentence."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from mensajeria.languages import _
from mensajeria.storage.errors import StorageError
from mensajeria.storage.lock import FolderLock
from mensajeria.storage.schema import NotOurs, TooNew, migrate

Durability = Literal["power", "process", "none"]

DATABASE: Final = "mensajeria.db"
_SYNCHRONOUS: Final = {"power": "FULL", "process": "NORMAL", "none": "OFF"}
LOG_KEPT: Final = 16 * 1024 * 1024
"""Bytes to which the write-ahead log shrinks again when something has let it grow."""
BUSY: Final = 1.0
"""Seconds to wait for another program's lock; everybody's messages wait with us."""


def make_folder(folder: Path, durability: Durability) -> None:
    """Make the data folder, for its owner only, unless it is there. Raises `StorageError`."""
    if folder.is_dir():
        return
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if durability == "power":
            for each in missing:
                sync_folder(each.parent)
    except (FileExistsError, NotADirectoryError) as error:
        text = _("the data folder cannot be {folder}: there is a file of that name")
        raise StorageError(text.format(folder=error.filename or folder)) from error
    except OSError as error:
        text = _("the data folder {folder} cannot be made: {reason}")
        raise StorageError(text.format(folder=folder, reason=error.strerror)) from error


def take_lock(folder: Path) -> FolderLock:
    """Be the one server of this folder. Raises `StorageError`."""
    try:
        return FolderLock(folder)
    except OSError as error:
        text = _("the data folder {folder} cannot be written to: {reason}")
        raise StorageError(text.format(folder=folder, reason=error.strerror)) from error


def open_database(folder: Path, durability: Durability) -> sqlite3.Connection:
    """The up-to-date database, in autocommit mode, for use by one thread at a time.

    Raises `StorageError`.
    """
    path = folder / DATABASE
    with explained(path):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite would let others read it
        db = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
        try:
            _prepare(db, durability)
        except BaseException:
            db.close()
            raise
    return db


def _prepare(db: sqlite3.Connection, durability: Durability) -> None:
    db.execute("SELECT count(*) FROM sqlite_master").fetchone()  # is it a database?
    db.execute("PRAGMA journal_mode = WAL")
    db.execute(f"PRAGMA synchronous = {_SYNCHRONOUS[durability]}")
    db.execute(f"PRAGMA fullfsync = {durability == 'power'}")  # macOS: past the disk's cache, too
    db.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    db.execute(f"PRAGMA journal_size_limit = {LOG_KEPT}")
    db.execute("PRAGMA wal_autocheckpoint = 0")  # the writer does it, at better moments
    migrate(db)
    db.execute("SELECT max(seq) FROM journal").fetchone()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what goes wrong in opening the database into one sentence."""
    try:
        yield
    except IsADirectoryError as error:
        raise StorageError(_("{path} is a folder, not a database").format(path=path)) from error
    except OSError as error:
        text = _("the database {path} cannot be opened: {reason}")
        raise StorageError(text.format(path=path, reason=error.strerror)) from error
    except NotOurs as error:
        text = _("{path} is a database of another program; choose another data folder")
        raise StorageError(text.format(path=path)) from error
    except TooNew as error:
        text = _("{path} was written by a newer version of mensajeria; start that one")
        raise StorageError(text.format(path=path)) from error
    except sqlite3.Error as error:
        raise StorageError(_sentence(error).format(path=path)) from error


def _sentence(error: sqlite3.Error) -> str:
    """For the reader of the terminal; the wire's words for the same are `errors.reason`."""
    message = str(error)
    if message == "file is not a database":
        return _("{path} is not a database; move it away or choose another data folder")
    if "malformed" in message:
        return _("the database {path} is damaged; put a copy in its place or move it away")
    if message == "database or disk is full":
        return _("there is no space left on the disk for the database {path}")
    if "readonly" in message:
        return _("the database {path} is read-only")
    if "locked" in message:
        return _("another program has locked the database {path}")
    shown = message.replace("{", "{{").replace("}", "}}")
    return _("the database {path} cannot be used") + f": {shown}"


def sync_folder(folder: Path) -> None:
    """Make a new entry of a folder survive a power cut. Windows does not know the idea."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
