"""What can be told of a database from outside, while its server runs or not."""

from __future__ import annotations

from pathlib import Path

from mensajeria.storage.archive.moving import STEP
from mensajeria.storage.checking import newest, why_damaged
from mensajeria.storage.opening import DATABASE
from tests.unit.storage.journals import NOW, Waited, said


def test_without_a_database_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert (newest(tmp_path), why_damaged(tmp_path)) == (None, None)


def test_a_new_one_is_in_order_and_empty(journal: Waited, folder: Path) -> None:
    assert (newest(folder), why_damaged(folder)) == (None, "")


def test_the_newest_is_found_in_the_journal_and_in_the_archive(
    journal: Waited, folder: Path
) -> None:
    for number in range(STEP + 10):
        journal.store(said(str(number), NOW + number))
    assert newest(folder) == NOW + STEP + 9
    journal.close()
    assert newest(folder) == NOW + STEP + 9


def test_damage_is_told(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"SQLite format 3\0" + b"damaged" * 200)
    assert why_damaged(tmp_path)
    assert newest(tmp_path) is None
