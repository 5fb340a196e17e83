"""Copies of a database, made while its server runs, and put in its place again.

A copy is one file that needs no log beside it: the database, and in a table of its own the small
files of the data folder that people would miss (certificate, code). What is copied is checked
before it counts, and comes under its name all at once.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from mensajeria.languages import _
from mensajeria.storage.errors import StorageError
from mensajeria.storage.opening import (
    DATABASE,
    explained,
    make_folder,
    sync_folder,
    take_lock,
)
from mensajeria.storage.schema import STEPS, NotOurs, version

Progress = Callable[[int, int], None]
"""Called now and then with how much is done, and of how much."""

PAGES: Final = 1000
"""Pages of 4 KiB copied in one go, between which others get to read and a person sees progress."""

_LOG: Final = (f"{DATABASE}-wal", f"{DATABASE}-shm")


def back_up(folder: Path, copy: Path, files: Sequence[str], progress: Progress) -> None:
    """Copy the database of `folder`, and those of its `files` that are there.

    Takes the place of an earlier copy, and of nothing else. Raises `StorageError`.
    """
    if not (folder / DATABASE).is_file():
        raise StorageError(_("there is no database in {folder}").format(folder=folder))
    if copy.exists() and not _is_copy(copy):
        text = _("{path} is there already and is no backup; choose another name")
        raise StorageError(text.format(path=copy))
    with _draft(copy) as draft:
        with _opened(folder / DATABASE) as source, _written(draft) as target:
            _copy(source, target, progress)
            target.execute("CREATE TABLE kept_files (name TEXT PRIMARY KEY, content BLOB NOT NULL)")
            target.executemany("INSERT INTO kept_files VALUES (?, ?)", _read(folder, files))
            _check(target, folder / DATABASE)
        _finish(draft, copy)


def restore(
    copy: Path, folder: Path, files: Sequence[str], progress: Progress, *, force: bool
) -> Path | None:
    """Make `folder` what it was at the time of the copy. No server may be using it.

    What is there is kept in a folder beside, whose path is returned; without `force` it is left as
    it is. Raises `StorageError`.
    """
    make_folder(folder, "power")
    lock = take_lock(folder)
    try:
        if (folder / DATABASE).exists() and not force:
            text = _("{folder} has a database already; --force puts the backup in its place")
            raise StorageError(text.format(folder=folder))
        with _draft(folder / DATABASE) as draft:
            kept = _unpack(copy, draft, files, progress)
            earlier = _set_aside(folder, (DATABASE, *_LOG, *kept))
            for name, content in kept.items():
                _write(folder / name, content)
            _finish(draft, folder / DATABASE)
        return earlier
    finally:
        lock.release()


def _unpack(copy: Path, draft: Path, names: Sequence[str], progress: Progress) -> dict[str, bytes]:
    """The database goes to `draft`; returns the files that were copied with it."""
    if not copy.is_file():
        raise StorageError(_("there is no file {path}").format(path=copy))
    with _opened(copy) as source, _written(draft) as target:
        _copy(source, target, progress)
        kept = dict(target.execute(_FILES)) if _has_files(target) else {}
        target.execute("DROP TABLE IF EXISTS kept_files")
        _check(target, copy)
    return {name: content for name, content in kept.items() if name in names}


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, progress: Progress) -> None:
    # One transaction for all of it: without, whatever a server stores meanwhile has SQLite begin
    # the copy anew, and under traffic it would never end.
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    source.backup(target, pages=PAGES, progress=lambda _at, left, all_: progress(all_ - left, all_))
    source.execute("ROLLBACK")
    target.execute("PRAGMA journal_mode = DELETE")  # one file, with no log beside it
    target.execute("PRAGMA secure_delete = ON")


def _check(db: sqlite3.Connection, origin: Path) -> None:
    """Raises `StorageError` if it is not in order, or of a newer version."""
    if version(db) > len(STEPS):
        text = _("{path} was written by a newer version of mensajeria; use that one")
        raise StorageError(text.format(path=origin))
    (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise StorageError(_("{path} is damaged: {found}").format(path=origin, found=said))


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A database of ours, to be read. Raises `StorageError`."""
    with explained(path), closing(_reading(path)) as db:
        if not _is_ours(db):
            raise StorageError(_("{path} is no backup of mensajeria").format(path=path))
        yield db


@contextmanager
def _written(path: Path) -> Iterator[sqlite3.Connection]:
    with explained(path), closing(sqlite3.connect(path, isolation_level=None)) as db:
        yield db


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _is_ours(db: sqlite3.Connection) -> bool:
    try:
        return version(db) > 0
    except NotOurs:
        return False
    except sqlite3.DatabaseError as error:
        if str(error) == "file is not a database":
            return False
        raise


def _is_copy(path: Path) -> bool:
    try:
        with closing(_reading(path)) as db:
            return _is_ours(db) and _has_files(db)
    except sqlite3.Error:
        return False


_FILES: Final = "SELECT name, content FROM kept_files"


def _has_files(db: sqlite3.Connection) -> bool:
    named = "SELECT 1 FROM sqlite_master WHERE name = 'kept_files'"
    return db.execute(named).fetchone() is not None


def _read(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        with suppress(FileNotFoundError):
            yield name, (folder / name).read_bytes()


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """An empty file for our eyes only, beside `path`; gone at the end, whatever happens."""
    draft = path.with_name(f"{path.name}.new")
    with explained(draft):
        draft.unlink(missing_ok=True)  # of a time that was cut short
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with _draft(path) as draft, explained(path):
        draft.write_bytes(content)
        _finish(draft, path)


def _finish(draft: Path, path: Path) -> None:
    """From now on it is there, and stays there."""
    with explained(path):
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)


def _set_aside(folder: Path, names: Iterable[str]) -> Path | None:
    """Move what is there of these files to a folder of its own; None if there is nothing."""
    with explained(folder / DATABASE):
        with suppress(sqlite3.Error):
            _empty_log(folder / DATABASE)
        there = [folder / name for name in names if (folder / name).exists()]
        if not there:
            return None
        aside = folder / f"before-{time.strftime('%Y%m%d-%H%M%S')}"
        aside.mkdir(mode=0o700)
        for path in reversed(there):  # the log first: beside a new database it would be taken for
            path.replace(aside / path.name)  # that one's
        return aside


def _empty_log(path: Path) -> None:
    """The last to close a database has SQLite move its log into it, and delete the log."""
    if path.exists():
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
