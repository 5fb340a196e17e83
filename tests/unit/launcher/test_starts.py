"""Starts of the real launchers, with a real venv and a real pip, but no network."""

import socket
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from mensajeria.launcher.turns import UNDER_WAY, my_turn
from tests.unit.launcher.copy_of_mensajeria import Copy

pytestmark = pytest.mark.slow
SETTING_UP = "Setting up mensajeria in "
WAITING = "Another start is setting up; waiting for it.\n"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy that has been set up; for tests that look, not touch."""
    copy = Copy.make(tmp_path_factory.mktemp("once") / "mensajeria ñ")
    first = copy.start("--listen", ":1")
    assert first.returncode == 7, first.stderr
    assert first.stdout == f"{copy.venv} server server.py --listen :1\n"
    assert first.stderr.startswith(SETTING_UP)
    assert "argon2" in first.stderr, "progress is shown"
    assert first.stderr.endswith("Done.\n")
    return copy


@pytest.fixture
def copy(once: Copy, tmp_path: Path) -> Copy:
    """A copy like it, of one's own; its stamp is missing."""
    return once.again(tmp_path / "copy")


def assert_goes_on(copy: Copy) -> str:
    """It starts what it should; gives what it said besides."""
    done = copy.start()
    assert (done.returncode, done.stdout) == (7, f"{copy.venv} server server.py\n"), done.stderr
    return done.stderr


def test_later_starts_say_nothing(once: Copy) -> None:
    assert assert_goes_on(once) == ""
    client = once.start("host", script="client.py")
    assert client.stdout == f"{once.venv} client client.py host\n"
    python = once.venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    assert once.start(python=python).stderr == ""
    assert not (once.root / ".venv.log").exists()


def test_help_needs_no_set_up(tmp_path: Path) -> None:
    copy = Copy.make(tmp_path / "copy")
    text = (copy.root / "mensajeria/app/cli.py").read_text(encoding="utf-8")
    text = text.replace(", argon2, msgspec, prompt_toolkit", "")
    (copy.root / "mensajeria/app/cli.py").write_text(text, encoding="utf-8")
    assert copy.start("--help").returncode == 7
    assert not copy.venv.exists()


def test_what_somebody_else_put_there_is_kept(copy: Copy) -> None:
    (copy.venv / "theirs").touch()
    assert assert_goes_on(copy).startswith(SETTING_UP)
    assert (copy.venv / "theirs").exists()


def test_a_changed_lock_is_installed(copy: Copy) -> None:
    assert_goes_on(copy)
    text = copy.needed.read_text(encoding="utf-8") + copy.wheel("another")
    copy.needed.write_text(text, encoding="utf-8")
    says = assert_goes_on(copy)
    assert "another" in says
    assert assert_goes_on(copy) == ""


def test_a_changed_lock_is_noticed_inside_the_environment_too(copy: Copy) -> None:
    assert_goes_on(copy)
    copy.needed.write_text(copy.needed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    python = copy.venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    assert copy.start(python=python).stderr.startswith(SETTING_UP)
    assert assert_goes_on(copy) == ""


def test_an_interrupted_set_up_is_redone_from_nothing(copy: Copy) -> None:
    copy.lock.write_text(UNDER_WAY, encoding="ascii")
    (copy.venv / "half").touch()
    assert assert_goes_on(copy).startswith(SETTING_UP)
    assert not (copy.venv / "half").exists()
    assert copy.lock.read_text(encoding="ascii") == ""


def test_a_killed_set_up_is_redone(tmp_path: Path) -> None:
    copy = Copy.make(tmp_path / "copy")
    with copy.starting() as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith(SETTING_UP)
        while copy.lock.read_text(encoding="ascii") != UNDER_WAY:
            pass
        process.kill()
    assert_goes_on(copy)
    assert assert_goes_on(copy) == ""


def test_a_python_that_is_gone_is_replaced(copy: Copy) -> None:
    assert_goes_on(copy)
    config = copy.venv / "pyvenv.cfg"
    lines = config.read_text(encoding="utf-8").splitlines()
    moved = [line if not line.startswith("home") else "home = /gone/bin" for line in lines]
    config.write_text("\n".join(moved), encoding="utf-8")
    assert assert_goes_on(copy).startswith(SETTING_UP)
    assert assert_goes_on(copy) == ""


def test_an_environment_that_lost_a_package_is_made_anew(copy: Copy) -> None:
    assert_goes_on(copy)
    for file in copy.venv.rglob("msgspec.py"):
        file.unlink()
    assert assert_goes_on(copy).startswith(SETTING_UP)
    assert assert_goes_on(copy) == ""


def test_what_never_helps_is_not_tried_for_ever(copy: Copy) -> None:
    lines = copy.needed.read_text(encoding="utf-8").splitlines(keepends=True)
    without = "".join(line for line in lines if not line.startswith("msgspec"))
    copy.needed.write_text(without, encoding="utf-8")
    copy.faster.write_text(without, encoding="utf-8")
    copy.lock.write_text(UNDER_WAY, encoding="ascii")
    done = copy.start()
    assert done.returncode == 1
    assert done.stderr.endswith("yet something is missing; delete .venv\n")


def test_two_starts_do_not_fight(copy: Copy) -> None:
    with ExitStack() as both:
        with my_turn(copy.lock, lambda: None):
            starts = [both.enter_context(copy.starting()) for _ in range(2)]
            for start in starts:
                assert start.stderr is not None
                assert start.stderr.readline() == WAITING
        said = [start.communicate(timeout=300) for start in starts]
    assert [start.returncode for start in starts] == [7, 7]
    assert [errors.count(SETTING_UP) for _, errors in said].count(1) == 1, "one did it for both"


def test_the_fast_event_loop_may_be_missing(copy: Copy) -> None:
    text = copy.faster.read_text(encoding="utf-8") + f"uvloop==1 --hash=sha256:{'0' * 64}\n"
    copy.faster.write_text(text, encoding="utf-8")
    assert "The faster event loop is not to be had here" in assert_goes_on(copy)
    assert assert_goes_on(copy) == ""


def test_no_network_is_a_sentence_and_the_next_start_tries_again(copy: Copy) -> None:
    text = copy.needed.read_text(encoding="utf-8")
    copy.needed.write_text(text + f"far==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and not listening
        index = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        done = copy.start(PIP_NO_INDEX="0", PIP_INDEX_URL=index, PIP_RETRIES="1", LC_ALL="es_ES")
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("mensajeria: para la preparación hace falta internet una vez")
    assert "Traceback" not in done.stderr
    copy.needed.write_text(text, encoding="utf-8")
    assert_goes_on(copy)


def test_a_package_that_is_not_the_one_of_the_lock_is_refused(copy: Copy) -> None:
    line = copy.wheel("another").split("sha256:")[0] + "sha256:" + "0" * 64
    copy.needed.write_text(copy.needed.read_text(encoding="utf-8") + line, encoding="utf-8")
    done = copy.start()
    assert done.returncode == 1
    assert "what was downloaded is not what it should be" in done.stderr
