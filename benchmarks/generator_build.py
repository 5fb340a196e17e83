"""The load generator's program: compiled from generator/*.c when it is older than its sources."""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks.running import BUILD
from benchmarks.trouble import Trouble

SOURCES = Path(__file__).resolve().parent / "generator"
PROGRAM = BUILD / "generator"
FLAGS = ("-O2", "-std=gnu11", "-Wall", "-Wextra")


def build() -> Path:
    """The program, up to date; Trouble where there is no C compiler or it complains."""
    sources = [*SOURCES.glob("*.[ch]"), Path(__file__)]
    newest = max(source.stat().st_mtime for source in sources)
    if not PROGRAM.exists() or PROGRAM.stat().st_mtime < newest:
        BUILD.mkdir(exist_ok=True)
        _compile()
    return PROGRAM


def _compile() -> None:
    units = sorted(str(unit) for unit in SOURCES.glob("*.c"))
    try:
        subprocess.run(["cc", *FLAGS, "-o", str(PROGRAM), *units], check=True)
    except FileNotFoundError:
        raise Trouble("the load generator needs a C compiler called cc") from None
    except subprocess.CalledProcessError:
        raise Trouble("the load generator does not compile; see above") from None
