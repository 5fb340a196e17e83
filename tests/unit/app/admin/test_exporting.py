"""A channel's history written out, and read in again somewhere else."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mensajeria.chat.events import Erased, Joined, Kicked, Quitted, Said
from mensajeria.engine.turn import NOBODY
from mensajeria.storage.archive import reading
from mensajeria.storage.archive.reading import everything, of_place
from mensajeria.wire.casemapping import fold
from tests.unit.storage.journals import ANA, NOW, Waited, said

Do = Callable[..., tuple[int, str]]
PLAZA = "#plaza", fold("#plaza")


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()


def test_people_can_read_it(admin: Do, tmp_path: Path) -> None:
    journal = Waited(tmp_path / "data")
    journal.store(
        Joined(NOW, "a", ANA, *PLAZA),
        Said(NOW, "b", ANA, "PRIVMSG", *PLAZA, "uno\ndos \x1b[2J", lines=(3, 8)),
        Said(NOW, "c", ANA, "PRIVMSG", *PLAZA, "\x01ACTION saluda\x01", edits="b"),
        Said(NOW, "d", ANA, "NOTICE", *PLAZA, "aviso"),
        Said(NOW, "e", ANA, "PRIVMSG", "#other", fold("#other"), "elsewhere"),
        Kicked(NOW, "f", ANA, *PLAZA, ANA, "basta"),
        Quitted(NOW, "g", ANA, "", (PLAZA[1],)),
    )
    code, told = admin("export", "#Plaza", "--format", "text", "--data", tmp_path / "data")
    assert code == 0
    assert told.splitlines() == [
        f"[2026-01-01 00:00] {line}"
        for line in (
            "-- ana joined",
            "<ana> uno",
            "<ana> dos ␛[2J",
            "* ana saluda (edited)",
            "-ana- aviso",
            "-- ana put ana out (basta)",
            "-- ana left the network",
        )
    ]
    journal.close()


def test_everything_comes_back_once(
    admin: Do, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_AT_ONCE", 3)  # several lots, and a rest
    journal = Waited(tmp_path / "data")
    batches = [[said(f"{n}", NOW + n), Joined(NOW + n, f"join{n}", ANA, *PLAZA)] for n in range(10)]
    for batch in batches:
        journal.store(*batch)
    file = tmp_path / "plaza.jsonl"
    code, told = admin("export", "#plaza", file, "--data", tmp_path / "data")
    assert (code, told) == (0, f"{file} has 20 events of #plaza\n")
    other = tmp_path / "other"
    assert admin("import", file, "--data", other)[1] == "20 added; 0 already there\n"
    before, after = list(everything(tmp_path / "data")), list(everything(other))
    assert [event.msgid for event in after] == [event.msgid for event in before]
    assert [event.at for event in after] == [event.at for event in before]
    journal.close()
    assert len(list(of_place(tmp_path / "data", "#plaza"))) == 20, "also when all is put away"


@pytest.mark.skipif(sys.platform == "win32", reason="files have no modes there")
def test_the_file_is_new_and_its_owners_only(admin: Do, tmp_path: Path) -> None:
    journal = Waited(tmp_path / "data")
    journal.store(said("hola"))
    journal.close()
    file = tmp_path / "plaza.jsonl"
    assert admin("export", "#plaza", file, "--data", tmp_path / "data")[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    code, told = admin("export", "#plaza", file, "--data", tmp_path / "data")
    assert (code, told) == (1, f"mensajeria: {file} cannot be written: File exists\n")


def test_what_was_deleted_is_not_there(admin: Do, tmp_path: Path) -> None:
    journal = Waited(tmp_path / "data")
    journal.store(Erased(NOW, "a", NOBODY, ("#plaza",)))
    journal.close()
    code, told = admin("export", "#plaza", "--data", tmp_path / "data")
    assert (code, told) == (1, "mensajeria: nothing is stored of #plaza\n")


def test_there_is_nothing(admin: Do, tmp_path: Path) -> None:
    code, told = admin("export", "#plaza", "--data", tmp_path / "data")
    assert (code, told) == (1, f"mensajeria: there is no database in {tmp_path / 'data'}\n")


def test_a_person_is_no_channel(admin: Do, tmp_path: Path) -> None:
    code, told = admin("export", "ana", "--format", "text", "--data", tmp_path / "data")
    assert (code, told) == (
        1,
        "mensajeria: what there is of a person comes as JSON lines only\n",
    )
