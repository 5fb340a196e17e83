"""One server per data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mensajeria.storage.errors import StorageError
from mensajeria.storage.lock import FolderLock
from tests.unit.storage.journals import Waited, said
from tests.unit.storage.test_failing import files_no_larger_than

HOLDER = """
import sys, pathlib
from mensajeria.storage.lock import FolderLock
lock = FolderLock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_journal_is_told_who_has_the_folder(journal: Waited, folder: Path) -> None:
    with pytest.raises(StorageError) as error:
        Waited(folder)
    assert str(error.value) == (
        f"another server (process {os.getpid()}) is using the data folder {folder}"
    )
    assert journal.store(said("undisturbed")) is None


def test_the_lock_goes_with_close(folder: Path) -> None:
    for _ in range(2):
        Waited(folder).close()


def test_a_full_disk_does_not_matter_to_the_lock(tmp_path: Path) -> None:
    with files_no_larger_than(0):
        lock = FolderLock(tmp_path)
    with pytest.raises(StorageError, match=r"process \?\)"):
        FolderLock(tmp_path)
    lock.release()


def test_another_process_has_it_until_it_is_killed(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held" + os.linesep.encode()
        with pytest.raises(StorageError, match=rf"process {holder.pid}\)"):
            FolderLock(tmp_path)
        holder.kill()
    FolderLock(tmp_path).release()
