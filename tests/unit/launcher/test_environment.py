"""When a set-up cannot even begin, and what is left when it fails half-way."""

import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from mensajeria import languages
from mensajeria.launcher.environment import Environment
from mensajeria.launcher.trouble import Trouble
from mensajeria.launcher.turns import UNDER_WAY


@pytest.fixture(autouse=True)
def _in_english() -> None:
    languages.use("en")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of mensajeria as far as set-ups look at it: it has locks."""
    (tmp_path / "requirements").mkdir()
    for name in ("run.txt", "speed.txt"):
        (tmp_path / "requirements" / name).write_text("", encoding="utf-8")
    return tmp_path


def trouble(root: Path) -> str:
    with pytest.raises(Trouble) as caught:
        Environment(root).set_up()
    return str(caught.value)


def put_python(root: Path, script: str) -> None:
    """A `.venv` whose Python is this shell script."""
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    python.chmod(0o755)
    (root / ".venv" / "pyvenv.cfg").write_text(f"home = {python.parent}\n", encoding="utf-8")


def test_debian_without_its_venv_package(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = importlib.util.find_spec

    def without_ensurepip(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "ensurepip" else real(name, package)

    monkeypatch.setattr("importlib.util.find_spec", without_ensurepip)
    sentence = trouble(root)
    assert "venv" in sentence
    assert sentence.endswith(("sudo apt install python3-venv", "your system's packages"))
    assert not (root / ".venv").exists()


def test_locks_that_are_not_there(root: Path) -> None:
    (root / "requirements" / "run.txt").unlink()
    assert "requirements/ is missing" in trouble(root)
    assert not Environment(root).is_ready()


def test_a_folder_that_cannot_be_written(root: Path) -> None:
    (root / ".venv.lock").mkdir()
    assert trouble(root).startswith("setting up failed: ")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_full_disk_is_said_and_the_next_start_begins_anew(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = 'echo "Installing collected packages: argon2"; echo "No space left on device"; exit 1'
    put_python(root, f'case "$*" in *install*) {full};; esac')
    assert trouble(root) == "the disk is full: make room, then start again"
    environment = Environment(root)
    assert not environment.is_ready()
    assert (root / ".venv.lock").read_text(encoding="ascii") == UNDER_WAY
    assert "No space left on device" in (root / ".venv.log").read_text(encoding="utf-8")
    assert capsys.readouterr().err.startswith("Setting up mensajeria in ")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_failing_before_anything_was_changed_is_no_reason_to_begin_anew(root: Path) -> None:
    put_python(root, 'case "$*" in *install*) echo "NewConnectionError"; exit 1;; esac')
    assert "internet" in trouble(root)
    assert (root / ".venv.lock").read_text(encoding="ascii") == ""
    assert (root / ".venv" / "bin" / "python").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_ready_means_these_locks(root: Path) -> None:
    put_python(root, 'case "$*" in *install*) echo "Collecting argon2 (from x)";; esac')
    environment = Environment(root)
    assert not environment.is_ready()
    environment.set_up()
    assert environment.is_ready()
    assert not environment.is_outdated()
    assert not environment.is_running_this()
    (root / "requirements" / "speed.txt").write_text("uvloop", encoding="utf-8")
    assert not environment.is_ready()
    assert environment.is_outdated()
    environment.set_up()
    assert environment.is_ready()
