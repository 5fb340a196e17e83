"""The person who runs a server is its operator, with nothing to set up."""

from __future__ import annotations

import os
from pathlib import Path

from tests.sockets.process import Process, running


def left_by(server: Process) -> Path:
    """Where the server leaves the token."""
    return Path(os.environ["XDG_RUNTIME_DIR"]) / "mensajeria" / str(server.address[1])


def test_the_token_makes_an_operator_and_ends_with_the_server() -> None:
    with running("--ephemeral") as server:
        path = left_by(server)
        token = path.read_text().split()[0]
        ana = server.enter("ana")
        ana.send(f"OPER owner {token[:-1]}")
        ana.until(" 464 ana ")
        ana.send(f"OPER owner {token}")
        ana.until(" 381 ana ")
        ana.send("REHASH")
        ana.until(" 382 ana ")
        ana.send(f"OPER owner {token}")
        ana.until(" 381 ana ")
        code, errors = server.end()
    assert code == 0
    assert token not in errors
    assert not path.exists()
