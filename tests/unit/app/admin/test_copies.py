"""`mensajeria admin backup` and `restore`, as they are typed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from mensajeria.app import cli
from mensajeria.app.admin.progress import shown
from mensajeria.storage.archive.reading import everything
from tests.unit.storage.journals import Waited, said, texts

Do = Callable[..., tuple[int, str]]


@pytest.fixture
def do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Do:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("LANGUAGE", "")

    def run(*words: str) -> tuple[int, str]:
        code = cli.main(["admin", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_a_copy_is_made_and_put_back(do: Do, tmp_path: Path) -> None:
    folder, copy = str(tmp_path / "data"), tmp_path / "copy.db"
    journal = Waited(tmp_path / "data")
    journal.store(said("hola"))
    code, told = do("backup", str(copy), "--data", folder)
    assert code == 0
    assert told.startswith(f"{copy} has everything (0.")
    assert "keep it safe" in told
    code, told = do("restore", str(copy), "--data", folder, "--force")
    assert code == 1
    assert told.endswith("is using the data folder " + folder + "; stop it first\n")
    journal.store(said("later"))
    journal.close()
    code, told = do("restore", str(copy), "--data", folder)
    assert (code, "--force" in told) == (1, True)
    code, told = do("restore", str(copy), "--data", folder, "--force")
    assert code == 0
    assert told.startswith(f"{folder} is what it was at the time of the backup\nwhat was there")
    assert texts(list(everything(tmp_path / "data"))) == ["hola"]


def test_nowhere_to_copy_to_is_one_sentence(do: Do, tmp_path: Path) -> None:
    Waited(tmp_path / "data").close()
    copy = tmp_path / "no" / "such" / "folder" / "copy.db"
    code, told = do("backup", str(copy), "--data", str(tmp_path / "data"))
    assert (code, told.count("\n")) == (1, 1)
    assert "No such file or directory" in told


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_grows_on_a_terminal_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    screen = Screen()
    with shown("copying", screen) as progress:
        for done in range(1001):
            progress(done, 1000)
    lines = screen.getvalue().split("\r")
    assert lines[1] == "copying [" + "-" * 30 + "]   0%"
    assert lines[-3] == "copying [" + "#" * 30 + "] 100%"
    assert lines[-2:] == [" " * len(lines[-3]), ""]
    assert len(lines) < 150, "it is drawn when it changes"


def test_nothing_is_drawn_in_a_pipe() -> None:
    pipe = io.StringIO()
    with shown("copying", pipe) as progress:
        progress(1, 2)
    assert pipe.getvalue() == ""
