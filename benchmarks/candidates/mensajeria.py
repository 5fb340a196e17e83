"""This project's server, storing as safely as it can and not at all; its flood limits are off."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from functools import partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import mensajeria
from benchmarks.candidates.candidate import Candidate

SETTINGS = (
    "access=lan",
    "limits.throttle=false",
    "limits.connections=100000",
    "channels.autojoin=[]",
)


def command(storing: Sequence[str], folder: Path, port: int) -> list[str]:
    """With this interpreter, from this tree."""
    options = [part for setting in SETTINGS for part in ("--set", setting)]
    start = [sys.executable, "-m", "mensajeria", "server", "--listen", f"127.0.0.1:{port}"]
    return [*start, "--data", str(folder / "data"), *options, *storing]


def version() -> str:
    """With the interpreter and the event loop, which decide about as much."""
    loop = f"uvloop {metadata.version('uvloop')}" if find_spec("uvloop") else "asyncio"
    return f"mensajeria {mensajeria.__version__}, CPython {platform.python_version()}, {loop}"


POWER = Candidate("mensajeria-power", partial(command, ()), version)  # the default
OFF = Candidate("mensajeria-off", partial(command, ("--ephemeral",)), version)
