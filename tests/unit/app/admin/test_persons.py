"""`mensajeria admin export` and `forget`: all of one person and nothing of the others."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import pytest

from mensajeria.app import cli
from mensajeria.chat.accounts import Account, Credentials, ScramKeys
from mensajeria.chat.events import Author, Event, Joined, Kicked, Said, Whispered
from mensajeria.chat.ownership import KeptChannel
from mensajeria.chat.places import owners, view
from mensajeria.chat.read_markers import ReadMarker
from mensajeria.chat.records import Record, Recorded
from mensajeria.engine.history import Conversations, History, Search, Span
from mensajeria.engine.turn import NOBODY
from mensajeria.storage.archive.reading import Archive, everything
from mensajeria.storage.records import read_records
from mensajeria.storage.sqlite import SqliteJournal
from mensajeria.wire.casemapping import fold

Do = Callable[..., tuple[int, str]]

NOW = 1_767_225_600_000
PLAZA = fold("#plaza")
LEO = Author(1, "leo_movil", "leo_movil!~leo@10.0.0.7", "leo", "Leonardo", False)
ANA = Author(2, "ana", "ana!~ana@10.0.0.8", "ana", "Ana", False)
GUEST = Author(3, "Leo", "Leo!~x@10.0.0.9", None, "Somebody", False)
SECRET = Credentials("hash-of-leo", ScramKeys(b"salt", 1, b"stored", b"server"))


def said(number: int, by: Author, text: str) -> Event:
    return Said(NOW + number, f"m{number}", by, "PRIVMSG", "#plaza", PLAZA, text)


EVENTS: list[Event] = [
    Joined(NOW, "m0", LEO, "#plaza", PLAZA),
    said(1, LEO, "words-of-leo"),
    said(2, ANA, "words-of-ana"),
    said(3, GUEST, "words-of-guest"),
    Whispered(NOW + 4, "m4", LEO, "PRIVMSG", ANA, "secrets-of-leo"),
    Whispered(NOW + 5, "m5", ANA, "PRIVMSG", LEO, "secrets-of-ana"),
    Kicked(NOW + 6, "m6", ANA, "#plaza", PLAZA, LEO, "basta"),
]
RECORDS: list[tuple[str, Record]] = [
    ("leo", Account("Leo", NOW, SECRET, "leo@example.org")),
    ("ana", Account("ana", NOW)),
    ("=leo #plaza", ReadMarker("=leo", "#plaza", NOW)),
    ("=ana #plaza", ReadMarker("=ana", "#plaza", NOW)),
    ("#plaza", KeptChannel("#plaza", NOW, "ana", access=(("ana", "qo"), ("leo", "v")))),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    outcomes: SimpleQueue[str | None] = SimpleQueue()
    journal = SqliteJournal(data, outcomes.put, "none")
    journal.append(EVENTS)
    journal.append(
        [Recorded(NOW, "", NOBODY, type(record), key, record) for key, record in RECORDS]
    )
    assert [outcomes.get(timeout=30), outcomes.get(timeout=30)] == [None, None]
    journal.close()
    return data


@pytest.fixture
def do(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Do:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("LANGUAGE", "")

    def run(task: str, *words: str) -> tuple[int, str]:
        code = cli.main(["admin", task, *words, "--data", str(folder)])
        heard = capsys.readouterr()
        return code, heard.out + heard.err

    return run


def test_an_export_has_all_of_one_person(do: Do, tmp_path: Path) -> None:
    file = tmp_path / "leo.jsonl"
    code, heard = do("export", "LEO", str(file))
    assert (code, heard) == (0, f"{file} has all that there is of LEO\n")
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["kind"] for line in lines] == [
        "Account",
        "KeptChannel",
        "ReadMarker",
        "Joined",
        "Said",
        "Said",
        "Whispered",
        "Kicked",
    ]
    assert lines[0]["email"] == "leo@example.org"
    assert lines[1] == {"kind": "KeptChannel", "name": "#plaza", "founder": False, "modes": "v"}
    assert lines[4]["text"] == "words-of-leo"
    assert (lines[4]["time"], lines[4]["channel"]) == ("2026-01-01T00:00:00.001Z", "#plaza")
    assert lines[6]["to"] == "ana"
    for secret in ("hash-of-leo", "stored", "ana!~ana", "words-of-ana", "secrets-of-ana"):
        assert secret not in text


def test_an_export_goes_to_standard_output_too(do: Do) -> None:
    code, heard = do("export", "ana")
    assert code == 0
    assert [json.loads(line)["kind"] for line in heard.splitlines()][:2] == [
        "Account",
        "KeptChannel",
    ]
    assert do("export", "nadie") == (0, "")


def test_an_export_overwrites_nothing(do: Do, tmp_path: Path) -> None:
    file = tmp_path / "leo.jsonl"
    file.write_text("mine")
    assert do("export", "leo", str(file)) == (1, f"mensajeria: there is a file {file} already\n")
    assert file.read_text() == "mine"
    missing = tmp_path / "no" / "leo.jsonl"
    assert do("export", "leo", str(missing)) == (
        1,
        f"mensajeria: {missing} cannot be written: No such file or directory\n",
    )


def test_who_is_forgotten_is_in_no_byte(do: Do, folder: Path) -> None:
    code, heard = do("forget", "leo")
    assert (code, heard) == (0, "leo is forgotten: 5 things said and done, 3 remembered\n")
    data = b"".join(path.read_bytes() for path in folder.iterdir())
    for gone in (b"of-leo", b"of-guest", b"leo@example.org", b"=leo", b"basta"):
        assert gone not in data
    assert list(everything(folder)) == [EVENTS[2], EVENTS[5]]
    left = {type(record): record for record in read_records(folder, [Account, ReadMarker])}
    assert left == {Account: RECORDS[1][1], ReadMarker: RECORDS[3][1]}
    (channel,) = read_records(folder, [KeptChannel])
    assert isinstance(channel, KeptChannel)
    assert channel.access == (("ana", "qo"),)


def test_the_others_still_have_what_is_theirs(do: Do, folder: Path) -> None:
    do("forget", "leo")
    archive = Archive(folder)
    page = archive.history(History((view("=ana", fold("leo")),), (Span(9),)))
    assert page is not None
    assert page.events == [EVENTS[5]]
    assert archive.conversations(Conversations((), ("=leo",), 0, 2 * NOW, 9)) == []
    for words, found in (("of-ana", 2), ("of-leo", 0)):
        search = Search(((PLAZA, 0),), owners(ANA), 0, words, "", None, None, 9)
        assert len(archive.search(search).events) == found
    archive.close()


def test_doing_it_again_finds_nothing(do: Do) -> None:
    do("forget", "leo")
    assert do("forget", "leo") == (1, "mensajeria: there is nothing of leo\n")


def test_not_while_the_server_runs(do: Do, folder: Path) -> None:
    journal = SqliteJournal(folder, lambda error: None)
    try:
        code, heard = do("forget", "leo")
        assert do("export", "leo")[0] == 0
    finally:
        journal.close()
    assert code == 1
    assert "is using the data folder" in heard
    assert heard.endswith("; stop it first\n")


@pytest.mark.parametrize("task", ["export", "forget"])
def test_where_there_is_no_database(do: Do, folder: Path, task: str) -> None:
    for path in folder.iterdir():
        path.unlink()
    assert do(task, "leo") == (1, f"mensajeria: there is no database in {folder}\n")
    assert list(folder.iterdir()) == []


def test_a_damaged_database_is_said_to_be(do: Do, folder: Path) -> None:
    (folder / "mensajeria.db").write_bytes(b"x" * 9000)
    for task in ("export", "forget"):
        code, heard = do(task, "leo")
        assert (code, heard.count("\n")) == (1, 1)
        assert "mensajeria.db" in heard
