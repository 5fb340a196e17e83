"""What can keep a set-up from succeeding, told in one sentence that says what to do."""

import errno
from collections.abc import Iterable
from pathlib import Path

from mensajeria.languages import N_, _

DISK_FULL = N_("the disk is full: make room, then start again")
NO_NETWORK = N_(
    "setting up needs the internet once, and it cannot be reached: connect, then start again"
)
WRONG_HASH = N_(
    "what was downloaded is not what it should be; nothing of it was used: start again later, "
    "or from another network"
)
IN_USE = N_("something still runs from {folder}: stop every server and client, then start again")
NOT_WRITABLE = N_("no permission to write in {folder}: copy mensajeria to a folder of your own")
NO_PACKAGE = N_(
    "there is no package of what mensajeria needs for this Python; try another, such as 3.12"
)
FAILED = N_("setting up failed; what was tried is in {log}")

# What pip says, in the order in which it is looked for.
SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (DISK_FULL, ("No space left on device", "not enough space on the disk", "[Errno 122]")),
    (WRONG_HASH, ("DO NOT MATCH THE HASHES",)),
    (IN_USE, ("[WinError 5]", "[WinError 32]")),
    (NOT_WRITABLE, ("Permission denied", "Read-only file system")),
    (
        NO_NETWORK,
        (
            "NewConnectionError",
            "Failed to establish a new connection",
            "NameResolutionError",
            "Temporary failure in name resolution",
            "Connection refused",
            "Network is unreachable",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "ProxyError",
            "ProtocolError",
        ),
    ),
    (NO_PACKAGE, ("No matching distribution found",)),
)


class Trouble(Exception):
    """A set-up did not succeed; the message is the sentence to show."""

    left_as_it_was = False  # whether `.venv` is what it was before


def of_error(error: OSError, folder: Path) -> Trouble:
    """The trouble that an operating system's error on a file of ours means."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(_(DISK_FULL))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(_(NOT_WRITABLE).format(folder=folder))
    problem = _("setting up failed: {reason} ({file})")
    return Trouble(problem.format(reason=error.strerror, file=error.filename))


def of_output(lines: Iterable[str], folder: Path, log: Path) -> Trouble:
    """The trouble that the output of venv or pip tells of."""
    text = "\n".join(lines)
    for sentence, signs in SIGNS:
        if any(sign in text for sign in signs):
            return Trouble(_(sentence).format(folder=folder))
    return Trouble(_(FAILED).format(log=log))
