"""What keeps a set-up from succeeding is told in a sentence, in the person's language."""

import errno
import os
from pathlib import Path

import pytest

from mensajeria import languages
from mensajeria.launcher.trouble import of_error, of_output

FOLDER, LOG = Path("/f"), Path("/f/.venv.log")


@pytest.fixture(autouse=True)
def _in_english() -> None:
    languages.use("en")


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
         "the disk is full"),
        ("OSError: [Errno 13] Permission denied: '/f/.venv/lib'", "no permission to write in /f"),
        ("[Errno 30] Read-only file system: '/f/.venv'", "no permission to write in /f"),
        ("after connection broken by 'NameResolutionError(...)'\nNo matching distribution found",
         "it cannot be reached: connect"),
        ("ERROR: No matching distribution found for msgspec==0.19.0", "no package of what"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
         "what was downloaded is not what it should be"),
        ("PermissionError: [WinError 5] Access is denied", "something still runs from /f"),
        ("something new", "what was tried is in /f/.venv.log"),
        ("", "what was tried is in /f/.venv.log"),
    ],
)  # fmt: skip
def test_what_pip_says(output: str, says: str) -> None:
    sentence = str(of_output(output.splitlines(), FOLDER, LOG))
    assert says in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "no permission to write in /f: copy mensajeria to a folder of your own"),
        (errno.EPERM, "no permission to write in /f"),
        (errno.EROFS, "no permission to write in /f"),
        (errno.EIO, f"setting up failed: {os.strerror(errno.EIO)} (/f/x)"),
    ],
)
def test_what_the_system_says(number: int, says: str) -> None:
    assert says in str(of_error(OSError(number, os.strerror(number), "/f/x"), FOLDER))


def test_in_spanish() -> None:
    languages.use("es")
    try:
        assert "el disco está lleno" in str(of_output(["No space left on device"], FOLDER, LOG))
    finally:
        languages.use("en")
