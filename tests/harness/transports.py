"""The ways in which a scenario reaches a server: each makes a `Transport` from settings."""

from __future__ import annotations

from collections.abc import Callable

from mensajeria.engine.settings import Settings
from tests.harness.scenario import Connection, Transport
from tests.harness.tcp import Tcp
from tests.harness.tls import Tls
from tests.harness.town import Town
from tests.harness.websocket import WebSocket


class Memory:
    """No sockets: the engine itself."""

    def __init__(self, settings: Settings) -> None:
        self._town = Town(settings)

    def open(self) -> Connection:
        return self._town.open()

    def stop(self) -> None:
        """Nothing runs."""


TRANSPORTS: dict[str, Callable[[Settings], Transport]] = {
    "memory": Memory,
    "tcp": Tcp,
    "tls": Tls,
    "websocket": WebSocket,
}
