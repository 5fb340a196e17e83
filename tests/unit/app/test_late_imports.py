"""What takes long to import is not imported before somebody needs it: starting is quick."""

from __future__ import annotations

import subprocess
import sys

import pytest

LATE = {"aiohttp", "argon2", "cryptography", "segno", "websockets", "zeroconf"}


@pytest.mark.parametrize("module", ["mensajeria.app.server", "mensajeria.net.http.door"])
def test_a_server_starts_without_what_is_for_later(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not LATE & set(ran.stdout.split())
