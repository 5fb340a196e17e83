"""What the doctor sees at a glance, said below the first screen if it is not well."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress

from mensajeria.app.configuration import Configuration
from mensajeria.app.doctor.finding import Finding, Level
from mensajeria.app.logs import where
from mensajeria.app.python import PYTHON
from mensajeria.languages import _

_log = logging.getLogger(__name__)


def glance(configuration: Configuration) -> None:
    """Look around beside the server, which need not wait for it, and tell a person."""
    if sys.stdout.isatty():
        threading.Thread(target=_look, args=[configuration], daemon=True).start()


def _look(configuration: Configuration) -> None:
    from mensajeria.app.doctor import here  # late: the server is up by now

    try:
        lines = told([*here.reach(configuration), *here.state(configuration)])
    except Exception as error:
        _log.error("bug: %s: %s", type(error).__name__, where(error))
        return
    with suppress(OSError):  # the terminal may be gone
        print(lines, end="", flush=True)


def told(findings: Iterable[Finding]) -> str:
    """The worst of them and what to do, as whole lines; "" if all is well."""
    ailing = sorted(
        (each for each in findings if each.level is not Level.FINE),
        key=lambda each: -each.level,
    )
    if not ailing:
        return ""
    worst, *others = ailing
    more = _("({command} tells more)").format(command=f"{PYTHON} server.py doctor")
    return f"{worst.sentence}{' ' + more if others else ''}\n-> {worst.advice}\n"
