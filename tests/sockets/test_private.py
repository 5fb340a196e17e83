"""A private server: who has the code comes in, however they write it, and after a restart too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sockets.process import Process, running


def welcomed(server: Process, password: str) -> bool:
    ana = server.connect()
    ana.send(f"PASS :{password}", "NICK ana", "USER ana 0 * :Ana")
    came_in = " 001 ana " in ana.line()
    ana.send("QUIT")
    ana.rest()
    return came_in


@pytest.mark.slow
def test_the_code_opens_until_there_is_another(tmp_path: Path) -> None:
    options = ("--data", str(tmp_path), "--private")
    with running(*options) as server:
        code = (tmp_path / "join-code").read_text().strip()
        assert welcomed(server, code)
        assert welcomed(server, code.upper().replace("-", " "))
        assert not welcomed(server, code[:-1])
        errors = server.end()[1]
    assert code not in errors
    assert str(tmp_path / "join-code") in errors
    with running(*options) as server:
        assert welcomed(server, code)
    with running(*options, "--new-code") as server:
        assert not welcomed(server, code)
        assert welcomed(server, (tmp_path / "join-code").read_text().strip())


def test_nothing_is_kept_of_a_fleeting_one(tmp_path: Path) -> None:
    with running("--ephemeral", "--private", "--data", str(tmp_path / "data")) as server:
        assert not welcomed(server, "")
    assert not (tmp_path / "data").exists()
