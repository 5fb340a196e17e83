"""A data folder or database that cannot be used is one clear sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mensajeria import languages
from mensajeria.storage import opening
from mensajeria.storage.errors import StorageError
from mensajeria.storage.opening import DATABASE
from tests.unit.storage.journals import Waited, said
from tests.unit.storage.test_failing import files_no_larger_than


def complaint(folder: Path) -> str:
    with pytest.raises(StorageError) as error:
        Waited(folder)
    return str(error.value)


@contextmanager
def other_database(folder: Path) -> Iterator[sqlite3.Connection]:
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as db:
        yield db


@pytest.fixture
def not_root() -> Iterator[Path]:
    """A folder of an ordinary user, who we are meanwhile: nothing is read-only to root."""
    path = Path(tempfile.mkdtemp())
    if sys.platform == "win32" or os.geteuid() != 0:
        yield path
    else:
        os.chown(path, 65534, 65534)
        os.seteuid(65534)
        try:
            yield path
        finally:
            os.seteuid(0)
    path.chmod(0o700)
    shutil.rmtree(path)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no modes there")
def test_the_folder_and_what_is_in_it_are_the_owners_only(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    journal = Waited(folder)
    journal.store(said("hola"))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    journal.close()


def test_a_folder_that_is_there_is_used(folder: Path) -> None:
    folder.mkdir()
    Waited(folder).close()
    assert (folder / DATABASE).is_file()


def test_the_folder_is_a_file(folder: Path) -> None:
    folder.write_text("a letter")
    text = f"the data folder cannot be {folder}: there is a file of that name"
    assert complaint(folder) == text
    assert folder.read_text() == "a letter"


def test_the_folder_is_in_a_file(folder: Path) -> None:
    folder.write_text("a letter")
    assert "there is a file of that name" in complaint(folder / "data")


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no modes there")
def test_the_folder_cannot_be_made(not_root: Path) -> None:
    not_root.chmod(0o500)
    folder = not_root / "data"
    assert complaint(folder) == f"the data folder {folder} cannot be made: Permission denied"


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no modes there")
def test_the_folder_is_read_only(not_root: Path) -> None:
    not_root.chmod(0o500)
    text = f"the data folder {not_root} cannot be written to: Permission denied"
    assert complaint(not_root) == text


@pytest.mark.skipif(sys.platform == "win32", reason="modes are other things there")
def test_the_database_is_read_only(not_root: Path) -> None:
    Waited(not_root).close()
    (not_root / DATABASE).chmod(0o400)
    text = f"the database {not_root / DATABASE} cannot be opened: Permission denied"
    assert complaint(not_root) == text


def test_the_database_is_a_folder(folder: Path) -> None:
    (folder / DATABASE).mkdir(parents=True)
    assert complaint(folder) == f"{folder / DATABASE} is a folder, not a database"


def test_the_database_is_none(folder: Path) -> None:
    folder.mkdir()
    (folder / DATABASE).write_text("a letter, and not even a short one\n" * 100)
    assert complaint(folder) == (
        f"{folder / DATABASE} is not a database; move it away or choose another data folder"
    )
    assert (folder / DATABASE).read_text().startswith("a letter")


def test_the_database_is_cut_off(folder: Path) -> None:
    journal = Waited(folder)
    for _ in range(50):
        journal.store(said("x" * 3000))
    journal.close()
    os.truncate(folder / DATABASE, (folder / DATABASE).stat().st_size // 2)
    assert complaint(folder) == (
        f"the database {folder / DATABASE} is damaged; put a copy in its place or move it away"
    )


def test_the_database_is_of_another_program(folder: Path) -> None:
    with other_database(folder) as db:
        db.execute("CREATE TABLE recipes (name)")
    assert complaint(folder) == (
        f"{folder / DATABASE} is a database of another program; choose another data folder"
    )


def test_the_database_is_newer_than_we_are(folder: Path) -> None:
    Waited(folder).close()
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        db.execute("PRAGMA user_version = 1000")
    assert complaint(folder) == (
        f"{folder / DATABASE} was written by a newer version of mensajeria; start that one"
    )


def test_the_database_is_locked_by_another_program(folder: Path) -> None:
    with other_database(folder) as db:
        db.execute("BEGIN EXCLUSIVE")
        assert complaint(folder) == f"another program has locked the database {folder / DATABASE}"


def test_there_is_no_space(folder: Path) -> None:
    folder.mkdir()
    with files_no_larger_than(2000):
        assert complaint(folder).startswith(f"the database {folder / DATABASE} cannot be used: ")
    Waited(folder).close()  # and nothing half made is in the way later


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("database or disk is full", "there is no space left on the disk for the database {path}"),
        ("attempt to write a readonly database", "the database {path} is read-only"),
        ("database is locked", "another program has locked the database {path}"),
        ("something {new}", "the database {path} cannot be used: something {new}"),
    ],
)
def test_what_sqlite_says_is_said_in_other_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: str, sentence: str
) -> None:
    def fail(db: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError(error)

    monkeypatch.setattr(opening, "migrate", fail)
    assert complaint(folder) == sentence.replace("{path}", str(folder / DATABASE))


def test_what_was_refused_is_not_kept_locked(folder: Path) -> None:
    folder.mkdir()
    (folder / DATABASE).write_text("a letter, and not even a short one\n" * 100)
    complaint(folder)
    (folder / DATABASE).unlink()
    Waited(folder).close()


def test_a_folder_whose_name_has_braces(tmp_path: Path) -> None:
    folder = tmp_path / "{path} {0}"
    folder.mkdir()
    (folder / DATABASE).write_text("a letter, and not even a short one\n" * 100)
    assert "{path} {0}" in complaint(folder)


def test_the_sentence_is_in_the_readers_language(folder: Path) -> None:
    folder.write_text("a letter")
    languages.use("es")
    try:
        text = f"la carpeta de datos no puede ser {folder}: hay un fichero con ese nombre"
        assert complaint(folder) == text
    finally:
        languages.use("en")
