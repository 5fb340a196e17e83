"""What the system says when asked: the only part of the doctor that asks it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from mensajeria.app.address import Address
from mensajeria.app.doctor.firewall import Probe, Ran
from mensajeria.app.owner import running_folder
from mensajeria.app.sockets import CannotListen, bind_all

PATIENCE: Final = 5.0
"""Seconds that a command may take."""
GROUP: Final = "224.0.0.251"
"""The multicast group of mDNS (RFC 6762, 3)."""


def run(command: Sequence[str]) -> Ran | None:
    """See `Probe`. In plain English, whatever the language of this person."""
    path = shutil.which(command[0], path=_path())
    if path is None:
        return None
    try:
        done = subprocess.run(
            [path, *command[1:]],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"))


def read(path: str) -> str | None:
    """See `Probe`."""
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return None


PROBE: Final = Probe(run, read)


def why_not_listening(addresses: Sequence[Address]) -> str:
    """Why these cannot be listened on; "" if they can."""
    try:
        for each in bind_all(addresses):
            each.close()
    except CannotListen as error:
        return str(error)
    return ""


def holder(port: int) -> str:
    """The program that has a port, as far as this account may know; else ""."""
    said = run(["ss", "-ltnpH", f"sport = :{port}"])
    found = re.search(r'users:\(\("([^"]+)",pid=(\d+)', said.output if said else "")
    if found is None:
        said = run(["lsof", "-nP", "-Fpc", f"-iTCP:{port}", "-sTCP:LISTEN"])
        found = re.search(r"p(?P<pid>\d+)\nc(?P<name>.+)", said.output if said else "")
        return f"{found['name']} ({found['pid']})" if found else ""
    return f"{found[1]} ({found[2]})"


def serves(port: int) -> bool:
    """Whether a server of this person is running on the port (see `owner.py`)."""
    with suppress(OSError, RuntimeError):
        return (running_folder() / str(port)).exists() and _answers(port)
    return False


def why_no_multicast() -> str:
    """Why the group of mDNS cannot be joined; "" if it can. Sends nothing to it."""
    member = struct.pack("4s4s", socket.inet_aton(GROUP), socket.inet_aton("0.0.0.0"))
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.bind(("", 0))
            one.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def why_not_writable(folder: Path) -> str:
    """Why nothing can be written into the folder, or the nearest one above it that there is."""
    try:
        with tempfile.TemporaryFile(dir=_existing(folder)):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def free(folder: Path) -> int:
    """Bytes on its disk."""
    return shutil.disk_usage(_existing(folder)).free


def _existing(folder: Path) -> Path:
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.is_dir())


def _answers(port: int) -> bool:
    with socket.create_connection(("localhost", port), PATIENCE):
        return True


def _path() -> str:
    """Where tools for administrators are as well, which not every account looks for there."""
    usual = os.environ.get("PATH", os.defpath)
    return usual if sys.platform == "win32" else f"{usual}:/usr/sbin:/sbin:/usr/local/sbin"
