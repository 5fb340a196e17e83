"""`mensajeria admin user`, on the data folder of a server that is not running."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import pytest

from mensajeria.app import cli
from mensajeria.app.admin import users
from mensajeria.app.passwords import matches
from mensajeria.chat.accounts import Account
from mensajeria.chat.metadata import AccountMetadata
from mensajeria.chat.ownership import KeptChannel
from mensajeria.chat.records import Recorded
from mensajeria.engine.sasl.scram import keys_of
from mensajeria.engine.turn import NOBODY
from mensajeria.storage.opening import DATABASE
from mensajeria.storage.records import read_records
from mensajeria.storage.sqlite import SqliteJournal

Do = Callable[..., tuple[int, str]]


@pytest.fixture
def do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Do:
    """Run a task with a password on standard input: the exit code, and what was said."""
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("LANGUAGE", "")

    def run(task: str, *names: str, password: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(password))
        code = cli.main(["admin", "user", task, *names, "--data", str(tmp_path)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def account(folder: Path) -> Account:
    (found,) = read_records(folder, [Account])
    assert isinstance(found, Account)
    return found


def test_an_account_is_made_with_what_it_takes_to_log_in(do: Do, tmp_path: Path) -> None:
    assert do("add", "Ana", password="sésamo\n") == (0, "the account Ana was made\n")
    credentials = account(tmp_path).credentials
    assert credentials
    assert credentials.secret.startswith("$argon2id$")
    assert matches(credentials.secret, "sésamo")
    scram = credentials.scram
    assert scram == keys_of("sésamo".encode(), scram.salt, scram.iterations)
    assert scram.iterations >= 4096  # RFC 7677, section 4
    assert len(scram.salt) == 16


def test_a_new_password_takes_the_place_of_the_old(do: Do, tmp_path: Path) -> None:
    do("add", "Ana", password="sesame\n")
    before = account(tmp_path)
    assert do("password", "ana", password="hunter2\n")[1] == "the account Ana has a new password\n"
    after = account(tmp_path)
    assert after.registered_at == before.registered_at
    assert after.credentials
    assert matches(after.credentials.secret, "hunter2")


def test_what_is_deleted_is_gone(do: Do, tmp_path: Path) -> None:
    do("add", "Ana", password="sesame\n")
    assert do("delete", "ANA") == (0, "the account Ana was deleted\n")
    assert list(read_records(tmp_path, [Account])) == []
    assert b"$argon2id$" not in (tmp_path / DATABASE).read_bytes()


def test_what_belonged_to_it_goes_with_it(do: Do, tmp_path: Path) -> None:
    do("add", "Ana", password="sesame\n")
    outcomes: SimpleQueue[str | None] = SimpleQueue()
    journal = SqliteJournal(tmp_path, outcomes.put)
    for key in ("ana", "leo"):
        metadata = AccountMetadata(key, 1, (("url", "https://example.org"),))
        journal.append([Recorded(1, "", NOBODY, AccountMetadata, key, metadata)])
    for name, founder, access in (
        ("#taller", "Ana", (("Ana", "qo"), ("leo", "o"))),
        ("#plaza", "leo", (("leo", "qo"), ("ANA", "v"))),
        ("#otra", "leo", (("leo", "qo"),)),
    ):
        channel = KeptChannel(name, 1, founder, access=access)
        journal.append([Recorded(1, "", NOBODY, KeptChannel, channel.key, channel)])
    journal.close()
    do("delete", "ana")
    plaza, otra = sorted(map(str, read_records(tmp_path, [KeptChannel])), reverse=True)
    assert "access=(('leo', 'qo'),)" in plaza
    assert ("#plaza" in plaza, "#otra" in otra) == (True, True)
    (left,) = read_records(tmp_path, [AccountMetadata])
    assert left == AccountMetadata("leo", 1, (("url", "https://example.org"),))


def test_the_list(do: Do) -> None:
    assert do("list") == (0, "")
    for name in ("mia", "Ana"):
        do("add", name, password="sesame\n")
    code, said = do("list")
    assert code == 0
    assert re.fullmatch(r"(\d{4}-\d\d-\d\d)  Ana\n\1  mia\n", said)


@pytest.mark.parametrize(
    ("task", "name", "password", "said"),
    [
        ("add", "1+1", "x", "an account has a name that could be a nick, which 1+1 could not"),
        ("add", "leo", "x", "there is an account leo already"),
        ("add", "ana", "", "no password was given"),
        ("add", "ana", "ana", "the password must not be the name of the account"),
        (
            "add",
            "ana",
            "\x07",
            "a password has up to 300 bytes and no characters that cannot be typed",
        ),
        ("password", "ana", "x", "there is no account ana"),
        ("delete", "ana", "", "there is no account ana"),
    ],
)
def test_what_cannot_be(do: Do, task: str, name: str, password: str, said: str) -> None:
    do("add", "leo", password="sesame")
    assert do(task, name, password=password) == (1, f"mensajeria: {said}\n")


def test_a_running_servers_accounts_are_its_own(do: Do, tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path, lambda error: None)
    try:
        code, said = do("list")
    finally:
        journal.close()
    assert code == 1
    assert "stop it first, or be its operator in the chat and say ACCOUNT" in said


def test_a_folder_that_cannot_be(do: Do, tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_text("no database at all, whatever it is called")
    code, said = do("list")
    assert code == 1
    assert said.startswith("mensajeria: ")
    assert "is not a database" in said


def test_a_disk_that_is_full(do: Do, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*ignored: object) -> str:
        return "the disk is full"

    monkeypatch.setattr(SqliteJournal, "_store", fail)
    code, said = do("add", "ana", password="sesame")
    assert (code, said) == (1, "mensajeria: the account cannot be stored: the disk is full\n")
    assert list(read_records(tmp_path, [Account])) == []


def test_every_task_of_the_command_line_is_there() -> None:
    assert sorted(users.TASKS) == ["add", "delete", "list", "password"]
