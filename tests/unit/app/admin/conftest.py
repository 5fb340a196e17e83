"""`do`: a task of `mensajeria admin`, as it is typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mensajeria.app import cli

Do = Callable[..., tuple[int, str]]


@pytest.fixture
def admin(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Do:
    """Gives the exit code, and what was said, on whichever stream."""
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("LANGUAGE", "")

    def run(*words: object) -> tuple[int, str]:
        code = cli.main(["admin", *map(str, words)])
        said = capfd.readouterr()
        return code, said.out + said.err

    return run
