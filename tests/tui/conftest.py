"""What tests of the full screen need: a folder for settings of their own, and no waiting."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.settling import settled


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "mensajeria"


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.app.wait_for_idle", settled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", settled)


@pytest.fixture(autouse=True)
def _in_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times are shown as those of this machine."""
    if not hasattr(time, "tzset"):
        yield
        return
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(autouse=True)
def _drawn_when_asked_for(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks between two keys: drawing then takes half of the time. `Stage.draw` does it, at
    the latest at the end; with the mark `drawn` it is done as for somebody who looks.
    """
    if request.node.get_closest_marker("drawn") is None:
        monkeypatch.setattr("textual.screen.Screen._compositor_refresh", lambda _screen: None)
