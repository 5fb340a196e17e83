"""As many connections as asked for, or as the system's limit of open files is good for."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")

ASK = """
import resource, sys
from mensajeria.app.open_files import allow_connections
soft, hard, wanted = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
print(allow_connections(wanted), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(
    ("soft", "hard", "wanted", "possible", "after"),
    [
        (500, 500, 100, 100, 500),
        (200, 800, 500, 500, 664),
        (200, 500, 1000, 336, 500),
        (60, 60, 1000, 30, 60),
    ],
)
def test_the_limit_is_raised_as_far_as_needed_and_allowed(
    soft: int, hard: int, wanted: int, possible: int, after: int
) -> None:
    numbers = (str(soft), str(hard), str(wanted))
    done = subprocess.run(
        [sys.executable, "-c", ASK, *numbers], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(possible), str(after)]
