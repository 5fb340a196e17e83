"""curl as a proxy: somebody else's idea of the PROXY protocol."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.clients.serving import Serving

pytestmark = [
    pytest.mark.clients,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("curl"), reason="needs curl"),
]


def curl(*words: str) -> subprocess.CompletedProcess[str]:
    command = ["curl", "--silent", "--show-error", "--insecure", "--max-time", "20", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_trusted(tmp_path: Path, scheme: str) -> None:
    with Serving(tmp_path / "data", 'proxies=["127.0.0.1"]') as server:
        url = f"{scheme}://{server.address}/healthz"
        assert "ok" in curl("--haproxy-protocol", url).stdout
        assert curl(url).returncode != 0
