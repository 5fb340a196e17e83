"""What the doctor sees at a glance, said below the first screen if it is not well."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable
from contextlib import suppress

from mensajeria.app.configuration import Configuration
from mensajeria.app.doctor.finding import Finding, Level
from mensajeria.languages import _


def glance(configuration: Configuration) -> None:
    """Look around beside the server, which need not wait for it, and tell a person."""
    if sys.stdout.isatty():
        threading.Thread(target=_look, args=[configuration], daemon=True).start()


def _look(configuration: Configuration) -> None:
    from mensajeria.app.doctor import here  # late: the server is up by now

    line = told([*here.reach(configuration), *here.state(configuration)])
    with suppress(OSError):  # the terminal may be gone
        print(line, end="", flush=True)


def told(findings: Iterable[Finding]) -> str:
    """The worst of them and what to do, as whole lines; "" if all is well."""
    ailing = sorted(
        (each for each in findings if each.level is not Level.FINE),
        key=lambda each: -each.level,
    )
    if not ailing:
        return ""
    lines = [ailing[0].sentence, f"-> {ailing[0].advice}"]
    if len(ailing) > 1:
        lines.append(_("That is not all: mensajeria doctor"))
    return "\n" + "".join(f"{line}\n" for line in lines)
