"""People with nothing but netcat-openbsd, in tmux, beside the real server."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.clients.serving import Serving
from tests.clients.terminal import Terminal

pytestmark = [
    pytest.mark.clients,
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("nc") and shutil.which("tmux")), reason="needs nc and tmux"
    ),
]


def test_two_people_in_two_languages(tmp_path: Path) -> None:
    with Serving(tmp_path / "data") as server:
        nc = ["nc", server.host, str(server.port)]
        with Terminal(nc) as ana, Terminal(nc) as leo:
            ana.wait_for("What is your name?")
            ana.type("ana")
            ana.wait_for("you are in #general now")
            leo.wait_for("What is your name?")
            leo.type("/lang es")
            leo.wait_for("¿Cómo te llamas?")
            leo.type("leo")
            leo.wait_for("ahora estás en #general")
            ana.wait_for("leo came into #general")
            leo.type("¿qué tal?")
            ana.wait_for("<leo> ¿qué tal?")
            ana.type("/me waves")
            leo.wait_for("* ana waves")
            ana.key("C-c")
            leo.wait_for("ana se ha ido")


def test_a_pipe(tmp_path: Path) -> None:
    """What was typed ahead waits for its question; the first line only wakes the server."""
    with Serving(tmp_path / "data") as server, Terminal(["nc", server.host, str(server.port)]) as a:
        a.wait_for("What is your name?")
        a.type("ana")
        a.wait_for("you are in #general now")
        pipe = f"printf 'hi\\neva\\nfrom a pipe\\n' | nc -q 5 {server.host} {server.port}"
        with Terminal(["sh", "-c", pipe]):
            a.wait_for("<eva> from a pipe")
