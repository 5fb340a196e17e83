"""A server for each test that asks for one, on every event loop that is installed."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Protocol

import pytest

from mensajeria.engine.settings import Settings
from mensajeria.net.doors import Door
from mensajeria.net.gatekeeper import Access
from mensajeria.net.limits import Limits
from mensajeria.net.listener import DOORS
from tests.sockets.serving import NewLoop, Serving

LOOPS: dict[str, NewLoop] = {"asyncio": asyncio.new_event_loop}
if importlib.util.find_spec("uvloop"):
    import uvloop

    LOOPS["uvloop"] = uvloop.new_event_loop


class Serve(Protocol):
    """Start a server; it is stopped at the end of the test."""

    def __call__(
        self,
        settings: Settings | None = None,
        limits: Limits | None = None,
        access: Access = "lan",
        *,
        at_once: bool = True,
        doors: Sequence[Door] = DOORS,
        proxies: Sequence[str] = (),
    ) -> Serving: ...


AGAIN = pytest.mark.slow
"""The same once more: `make check` leaves that to `make test`."""


@pytest.fixture(
    params=[pytest.param(name, marks=[AGAIN] if n else []) for n, name in enumerate(LOOPS)]
)
def serve(request: pytest.FixtureRequest) -> Iterator[Serve]:
    """Servers that run on the given loop."""
    started: list[Serving] = []

    def start(*settings: object, **options: object) -> Serving:
        serving = partial(Serving, LOOPS[request.param])(*settings, **options)  # type: ignore[arg-type]
        started.append(serving)
        return serving

    yield start
    for serving in started:
        serving.stop()
