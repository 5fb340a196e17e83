"""Right and wrong passwords, against a hash and against plain text."""

from __future__ import annotations

import pytest

from mensajeria.app.hashing import hash_password
from mensajeria.app.passwords import matches


@pytest.mark.parametrize("password", ["secreto", "contraseña", "", "$argon"])
def test_plain_text(password: str) -> None:
    assert matches(password, password)
    assert not matches(password, f"{password}x")


def test_a_hash() -> None:
    secret = hash_password("contraseña")
    assert matches(secret, "contraseña")
    assert not matches(secret, "contrasena")
    assert not matches(secret, secret)


@pytest.mark.parametrize("broken", ["$argon2", "$argon2id$v=19$m=1", "$argon2id$v=19$x$y$z"])
def test_what_only_looks_like_a_hash_matches_nothing(
    broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert not matches(broken, broken)
    assert broken not in caplog.text
