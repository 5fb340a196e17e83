"""What the benchmark has to know about a server in order to run it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Candidate:
    """A server on 127.0.0.1. `command` may write into the folder, which is this run's own."""

    name: str
    command: Callable[[Path, int], list[str]]
    version: Callable[[], str | None]  # None: it is not installed


def first_line(*command: str) -> str | None:
    """The first line that a program prints, or None when there is no such program."""
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except FileNotFoundError:
        return None
    return (told.stdout.strip() or told.stderr.strip()).partition("\n")[0]
