"""A journal in a folder of its own, and the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mensajeria.storage import opening
from tests.unit.storage.journals import Waited


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the journal will be; not there yet."""
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up at once where the server would wait a moment for another program's lock."""
    monkeypatch.setattr(opening, "BUSY", 0.0)


@pytest.fixture
def journal(folder: Path) -> Iterator[Waited]:
    opened = Waited(folder)
    yield opened
    opened.close()
