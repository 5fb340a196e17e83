"""`mensajeria admin hash`: a password in, its hash out. Checking one is the server's business."""

import getpass
import sys

from mensajeria.languages import _


def hash_password(password: str) -> str:
    """The argon2id hash of a password (RFC 9106), for `password` settings.

    About 30 ms: t=2, 19 MiB and p=1, which is OWASP's minimum and lets many join at once.
    """
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1).hash(password)


def ask_for_password() -> str:
    """A password: typed twice and unseen in a terminal, else the first line of standard input.

    Raises ValueError, with a sentence for the person, if there is none or the two differ.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
    else:
        password = _typed_twice()
    if not password:
        raise ValueError(_("no password was given"))
    return password


def _typed_twice() -> str:
    try:
        password = getpass.getpass(_("Password: "))
        if password and getpass.getpass(_("The same again: ")) != password:
            raise ValueError(_("the two passwords differ"))
    except EOFError:
        return ""
    return password
