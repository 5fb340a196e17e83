"""`mensajeria admin hash`."""

import io
import subprocess
import sys

import argon2
import pytest

from mensajeria import languages
from mensajeria.app import hashing
from mensajeria.app.secret import Secret


class Terminal(io.StringIO):
    """A standard input that somebody sits at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _in_english() -> None:
    languages.use("en")


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    given = iter(answers)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(given))


def test_the_hash_is_argon2id_of_the_agreed_cost() -> None:
    made = hashing.hash_password("contraseña")
    assert made.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert argon2.PasswordHasher().verify(made, "contraseña")
    assert Secret(made).is_hash


def test_a_person_types_it_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "abc", "abc")
    assert hashing.ask_for_password() == "abc"
    typed(monkeypatch, "abc", "abd")
    with pytest.raises(ValueError, match="the two passwords differ"):
        hashing.ask_for_password()
    typed(monkeypatch, "")
    with pytest.raises(ValueError, match="no password was given"):
        hashing.ask_for_password()


def test_through_a_pipe() -> None:
    command = [sys.executable, "-m", "mensajeria", "--lang", "en", "admin", "hash"]
    done = subprocess.run(command, input=b"abc\n", capture_output=True, timeout=60, check=True)
    assert argon2.PasswordHasher().verify(done.stdout.decode().strip(), "abc")
    failed = subprocess.run(command, input=b"", capture_output=True, timeout=60, check=False)
    assert (failed.returncode, failed.stderr) == (1, b"mensajeria: no password was given\n")
