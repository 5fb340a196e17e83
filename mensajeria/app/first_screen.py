"""What a person sees who starts a server: where it is, how to join, what it keeps."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from mensajeria.app.configuration import Configuration
from mensajeria.app.sockets import shown


def show(configuration: Configuration, sockets: Sequence[socket.socket]) -> None:
    """Say on standard output that the server listens."""
    for each in sockets:
        print(f"listening on {shown(each)}", flush=True)


def show_stopping() -> None:
    """Say that it is about to end."""
