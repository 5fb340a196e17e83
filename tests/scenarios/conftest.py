"""Every dialogue of every `.chat` file here is a test, once for each transport."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from _pytest._code.code import TerminalRepr

from tests.harness.scenario import Mismatch, Player, Scenario, parse, settings_of
from tests.harness.transports import TRANSPORTS

ONCE_MORE: Final = ("tls", "websocket")
"""Over which the lines go as over TCP: `make check` leaves them to `make test`."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".chat":
        return ChatFile.from_parent(parent, path=file_path)
    return None


class ChatFile(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        for scenario in parse(self.path.read_text(encoding="utf-8")):
            for transport in TRANSPORTS:
                name = f"{scenario.title or self.path.stem}[{transport}]"
                item = Dialogue.from_parent(self, name=name, scenario=scenario, transport=transport)
                if transport in ONCE_MORE:
                    item.add_marker(pytest.mark.slow)
                yield item


class Dialogue(pytest.Item):
    def __init__(self, *, scenario: Scenario, transport: str, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.scenario = scenario
        self.transport = transport

    def runtest(self) -> None:
        transport = TRANSPORTS[self.transport](settings_of(self.scenario))
        try:
            Player(self.path.name, transport, self.transport).play(self.scenario)
        finally:
            transport.stop()

    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> str | TerminalRepr:
        if isinstance(excinfo.value, Mismatch):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        steps = self.scenario.steps
        return self.path, steps[0].number - 1 if steps else None, self.name
