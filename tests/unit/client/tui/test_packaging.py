"""What the full screen needs beside Python is in the wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]


@pytest.mark.slow
def test_what_is_no_python_is_in_the_wheel(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    needed = {"tui/look.tcss", "emoji_names.tsv", "emoji_names.LICENSE"}
    assert {f"mensajeria/client/{name}" for name in needed} <= {*zipfile.ZipFile(wheel).namelist()}


def test_starting_the_client_loads_neither_face() -> None:
    look = "print(sorted({'textual', 'rich', 'prompt_toolkit'} & set(sys.modules)))"
    command = [sys.executable, "-c", f"import sys, mensajeria.app.client; {look}"]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n"
