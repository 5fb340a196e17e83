"""Importing and running the engine brings in nothing that touches a clock, socket, disk or loop.

A static graph of imports (`import-linter`) does not see what is imported only when a command runs;
so this looks at a clean interpreter that has run every command there is.
"""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import ast, pathlib, sys

floors = [pathlib.Path("mensajeria", floor) for floor in ("wire", "chat", "engine")]
used = set()
for path in (path for floor in floors for path in floor.rglob("*.py")):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            used.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            used.add(node.module)
used = {name for name in used if name.split(".")[0] != "mensajeria"}
print("USES", *sorted(used))
for name in used:
    __import__(name)  # and whatever the standard library imports for itself
import itertools, typing, dataclasses, collections.abc, encodings.idna
before = set(sys.modules)

from tests.harness.town import Town
from mensajeria.engine.dispatch import COMMANDS

town = Town()
(ana,) = town.enter("#plaza", "ana")
for verb in COMMANDS:
    for arguments in ("", " ana", " #plaza", " #plaza ana :x", " ana :x", " +i"):
        client = town.connect("leo") if town.clients.get("leo") is None else town.clients["leo"]
        client.send(verb + arguments)
        if client.closed:
            del town.clients["leo"]
print("NEW", *sorted(set(sys.modules) - before))
"""

FORBIDDEN = {
    "asyncio",
    "logging",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "selectors",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "threading",
    "time",
    "uuid",
}


def test_the_engine_brings_nothing_in_but_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False
    )
    assert not done.returncode, done.stderr
    lines = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert not FORBIDDEN.intersection(name.split(".")[0] for name in lines["USES"])
    strangers = [name for name in lines["NEW"] if name.split(".")[0] not in ("mensajeria", "tests")]
    assert not strangers
