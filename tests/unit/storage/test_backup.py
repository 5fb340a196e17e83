"""A copy of a database in use has what was stored when it began, and can be put back."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mensajeria.storage import backup
from mensajeria.storage.archive.reading import everything
from mensajeria.storage.backup import back_up, restore
from mensajeria.storage.errors import StorageError
from mensajeria.storage.opening import DATABASE, make_folder, open_database
from mensajeria.storage.writer import Writer
from tests.unit.storage.journals import NOW, Waited, said, texts
from tests.unit.storage.test_failing import files_no_larger_than

FILES = ("tls.pem", "join-code")


def quiet(_done: int, _all: int) -> None:
    pass


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy.db"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another data folder, not there yet."""
    return tmp_path / "other"


def stored(folder: Path) -> list[str]:
    return texts(list(everything(folder)))


def refusal(copy: Path, folder: Path, *, force: bool = False) -> str:
    with pytest.raises(StorageError) as error:
        restore(copy, folder, FILES, quiet, force=force)
    return str(error.value)


def test_what_a_running_server_has_stored_is_there_again(
    journal: Waited, folder: Path, copy: Path, other: Path
) -> None:
    journal.store(said("hola"))
    back_up(folder, copy, FILES, quiet)
    journal.store(said("after the copy"))
    assert restore(copy, other, FILES, quiet, force=False) is None
    assert stored(other) == ["hola"]
    again = Waited(other)
    assert again.store(said("and on")) is None
    assert again.texts() == ["hola", "and on"]
    again.close()


def test_what_is_stored_meanwhile_does_not_have_it_begin_anew(
    journal: Waited, folder: Path, copy: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES", 1)
    journal.store(*[said(f"{number} " + "x" * 2000) for number in range(20)])
    steps: list[tuple[int, int]] = []

    def meanwhile(done: int, all_: int) -> None:
        steps.append((done, all_))
        assert journal.store(said(f"meanwhile {len(steps)}")) is None

    back_up(folder, copy, FILES, meanwhile)
    pages = steps[-1][1]
    assert steps == [(page, pages) for page in range(1, pages + 1)]
    assert pages > 10
    restore(copy, other, FILES, quiet, force=False)
    assert len(stored(other)) == 20


def test_certificate_and_code_go_with_it_and_nothing_else(
    journal: Waited, folder: Path, copy: Path, other: Path
) -> None:
    journal.store(said("hola"))
    (folder / "tls.pem").write_bytes(b"key and certificate")
    (folder / "diary").write_bytes(b"private")
    back_up(folder, copy, FILES, quiet)
    restore(copy, other, FILES, quiet, force=False)
    assert (other / "tls.pem").read_bytes() == b"key and certificate"
    assert {path.name for path in other.iterdir()} == {DATABASE, "lock", "tls.pem"}
    with closing(sqlite3.connect(other / DATABASE)) as db:
        assert db.execute("SELECT 1 FROM sqlite_master WHERE name = 'kept_files'").fetchall() == []


def test_no_file_comes_out_of_a_copy_under_a_name_that_was_not_asked_for(
    journal: Waited, folder: Path, copy: Path, other: Path
) -> None:
    back_up(folder, copy, FILES, quiet)
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:
        db.execute("INSERT INTO kept_files VALUES ('../elsewhere', x'00')")
    restore(copy, other, FILES, quiet, force=False)
    assert not (other.parent / "elsewhere").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="files have no modes there")
def test_a_copy_is_one_file_for_its_owner_only(journal: Waited, folder: Path, copy: Path) -> None:
    (folder / "tls.pem").write_bytes(b"secret")
    back_up(folder, copy, FILES, quiet)
    assert sorted(copy.parent.iterdir()) == [copy, folder]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    restore(copy, folder.with_name("other"), FILES, quiet, force=False)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in folder.with_name("other").iterdir()}
    assert modes == {0o600}


def test_a_copy_takes_the_place_of_an_earlier_one(
    journal: Waited, folder: Path, copy: Path, other: Path
) -> None:
    journal.store(said("one"))
    back_up(folder, copy, FILES, quiet)
    journal.store(said("two"))
    back_up(folder, copy, FILES, quiet)
    restore(copy, other, FILES, quiet, force=False)
    assert stored(other) == ["one", "two"]


def test_a_copy_takes_the_place_of_nothing_else(journal: Waited, folder: Path, copy: Path) -> None:
    copy.write_text("a letter")
    for path in (copy, folder / DATABASE):
        before = path.read_bytes()
        with pytest.raises(StorageError, match="is there already and is no backup"):
            back_up(folder, path, FILES, quiet)
        assert path.read_bytes() == before


def test_there_is_nothing_to_copy(folder: Path, copy: Path) -> None:
    with pytest.raises(StorageError, match="there is no database in"):
        back_up(folder, copy, FILES, quiet)
    assert not folder.exists()


def test_a_copy_that_cannot_be_finished_leaves_the_earlier_one(
    journal: Waited, folder: Path, copy: Path
) -> None:
    journal.store(said("hola"))
    back_up(folder, copy, FILES, quiet)
    before = copy.read_bytes()
    journal.store(*[said("x" * 3000) for _ in range(100)])
    with files_no_larger_than(len(before)), pytest.raises(StorageError):
        back_up(folder, copy, FILES, quiet)
    assert copy.read_bytes() == before
    assert sorted(copy.parent.iterdir()) == [copy, folder]


def test_a_damaged_database_is_not_copied(folder: Path, copy: Path) -> None:
    journal = Waited(folder)
    journal.store(*[said("x" * 3000) for _ in range(50)])
    journal.close()
    _spoil(folder / DATABASE)
    with pytest.raises(StorageError, match=r"is damaged"):
        back_up(folder, copy, FILES, quiet)
    assert not copy.exists()


def test_what_is_there_is_left_alone_or_kept_beside(
    journal: Waited, folder: Path, copy: Path, other: Path
) -> None:
    journal.store(said("copied"))
    (folder / "tls.pem").write_text("copied")
    back_up(folder, copy, FILES, quiet)
    earlier = Waited(other)
    earlier.store(said("before"))
    earlier.close()
    (other / "tls.pem").write_text("before")
    assert "has a database already; --force" in refusal(copy, other)
    assert stored(other) == ["before"]
    aside = restore(copy, other, FILES, quiet, force=True)
    assert aside is not None
    assert (stored(other), (other / "tls.pem").read_text()) == (["copied"], "copied")
    assert (stored(aside), (aside / "tls.pem").read_text()) == (["before"], "before")


def test_what_was_only_in_the_log_is_kept_beside_too(
    journal: Waited, folder: Path, copy: Path, other: Path
) -> None:
    back_up(folder, copy, FILES, quiet)
    killed = other.with_name("killed")
    make_folder(killed, "none")
    make_folder(other, "none")
    with closing(open_database(killed, "none")) as db:
        Writer(db).write([said("in the log")])
        for name in (DATABASE, f"{DATABASE}-wal"):  # as a kill leaves it
            (other / name).write_bytes((killed / name).read_bytes())
    assert b"in the log" not in (other / DATABASE).read_bytes()
    aside = restore(copy, other, FILES, quiet, force=True)
    assert aside is not None
    assert stored(aside) == ["in the log"]
    assert stored(other) == []


def test_a_folder_in_use_is_refused(journal: Waited, folder: Path, copy: Path) -> None:
    back_up(folder, copy, FILES, quiet)
    assert f"(process {os.getpid()}) is using the data folder" in refusal(copy, folder, force=True)


def test_a_copy_of_a_newer_version_is_refused(
    journal: Waited, folder: Path, copy: Path, other: Path
) -> None:
    back_up(folder, copy, FILES, quiet)
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:
        db.execute("PRAGMA user_version = 1000")
    assert refusal(copy, other) == (
        f"{copy} was written by a newer version of mensajeria; use that one"
    )
    assert [path.name for path in other.iterdir()] == ["lock"]


@pytest.mark.parametrize("content", ["", "a letter, and not even a short one\n" * 100])
def test_what_is_no_copy_is_refused(copy: Path, other: Path, content: str) -> None:
    copy.write_text(content)
    assert refusal(copy, other) == f"{copy} is no backup of mensajeria"


def test_a_copy_that_is_not_there(copy: Path, other: Path) -> None:
    assert refusal(copy, other) == f"there is no file {copy}"


def test_a_damaged_copy_is_refused_before_anything_is_touched(
    journal: Waited, folder: Path, copy: Path, other: Path
) -> None:
    journal.store(*[said("x" * 3000, NOW + number) for number in range(50)])
    back_up(folder, copy, FILES, quiet)
    _spoil(copy)
    Waited(other).close()
    assert "damaged" in refusal(copy, other, force=True)
    assert stored(other) == []


def _spoil(database: Path) -> None:
    """Overwrite some of its pages, but not the first."""
    with database.open("rb+") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096 * 4)
