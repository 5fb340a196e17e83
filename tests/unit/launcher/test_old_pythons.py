"""An old Python gets a sentence from the launchers, not a SyntaxError."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
OLD_READ_THESE = ["server.py", "client.py", "mensajeria/__init__.py"]


@pytest.mark.parametrize("name", OLD_READ_THESE)
def test_an_old_python_can_read_it(name: str) -> None:
    source = (ROOT / name).read_text(encoding="ascii")  # Python 2 refuses anything else
    tree = ast.parse(source, feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


@pytest.mark.parametrize("name", ["server.py", "client.py"])
def test_it_says_what_is_needed(name: str) -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 18, 'final', 0); "
        f"runpy.run_path({str(ROOT / name)!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    english, spanish = done.stderr.splitlines()
    assert english == "mensajeria needs Python 3.10 or newer; this is Python 3.9."
    assert spanish == "mensajeria necesita Python 3.10 o posterior; este es Python 3.9."
